package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.reference.Digest;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of images. */
@ExtendWith({ApiExtension.class, RegistryExtension.class})
class ImageContractIT {
  /** The end of an archive, and nothing before it. */
  private static final byte[] EMPTY = new byte[1024];

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /images/json                                             | 200 | debian.internal/busybox:latest
          GET /images/json?filters=%7B%22reference%22:%5B%22x%22%5D%7D | 200 | []
          GET /images/json?filters=nonsense                            | 400 | filters
          GET /images/json?filters=%7B%22x%22:%5B%22x%22%5D%7D         | 400 | x

          GET /images/debian.internal/busybox/json                     | 200 | "Id":"sha256:
          GET /images/debian.internal%2Fbusybox:latest/json            | 200 | "Id":"sha256:
          GET /images/debian.internal/nonesuch/json                    | 404 | No such image: debian.internal/nonesuch

          POST /images/create?fromImage=debian.internal/nonesuch       | 404 | nonesuch
          POST /images/create?fromImage=localhost:1/no/such&tag=image  | 500 | localhost:1
          POST /images/create?fromImage=Not/A/Reference                | 400 | Not/A/Reference
          POST /images/create                                          | 400 | fromImage is missing
          POST /images/create?fromSrc=http://localhost:1/a.tar         | 500 | cannot fetch http://localhost:1/a.tar: localhost:1 is unreachable
          POST /images/create?fromSrc=http://registry.invalid/a.tar    | 400 | cannot fetch files of registry.invalid without encryption
          POST /images/create?fromSrc=ftp://localhost/a.tar            | 400 | it is no http or https address
          POST /images/create?fromSrc=-&changes=RUN%20make             | 400 | RUN is not a valid change command
          POST /images/create?fromSrc=-&repo=Not/A/Reference           | 400 | Not/A/Reference
          GET /images/search?term=redis                                | 500 | cannot search for redis
          GET /images/search                                           | 400 | term is missing
          POST /images/create?fromImage=debian.internal/busybox&platform=a/b/c/d | 400 | platform

          DELETE /images/debian.internal/nonesuch                      | 404 | No such image: debian.internal/nonesuch
          """)
  void answers(String request, int status, @Nullable String says, Api api) throws IOException {
    AnswerAssert.assertThat(api.call(request)).hasStatus(status).says(says);
  }

  @Test
  void pullEndsWithItsStatus(Api api) throws IOException {
    RawResponse response = api.call("POST /images/create?fromImage=debian.internal/busybox");

    AnswerAssert.assertThat(response).hasStatus(200);
    List<String> lines = response.body().lines().toList();
    assertThat(Api.read(lines.get(lines.size() - 1)).path("status").asText())
        .matches("Status: (Downloaded newer image|Image is up to date) for .*busybox:latest");
  }

  @Test
  void unknownImageOfARegistryIsNotFound(Api api, RegistryServer registry) throws IOException {
    String request =
        "POST /images/create?fromImage=%s/no/such&tag=image".formatted(registry.host());

    AnswerAssert.assertThat(api.call(request)).hasStatus(404).says("no/such");
  }

  @Test
  void failureAfterTheFirstProgressIsTheLastLineOfTheStream(Api api, RegistryServer registry)
      throws IOException {
    Digest wrong = Digest.sha256(new byte[] {1});
    ImageFixture image =
        new ImageFixture().layer(EMPTY, gzip(EMPTY)).falseLayer(wrong, gzip(EMPTY));
    new RegistryPush(registry, "contract/false").fixture(image, "latest");
    String name = registry.host() + "/contract/false";

    RawResponse response = api.call("POST /images/create?fromImage=" + name);

    assertThat(response.status()).isEqualTo(200);
    List<String> lines = response.body().lines().toList();
    JsonNode last = Api.read(lines.get(lines.size() - 1));
    assertThat(last.path("error").asText()).contains(wrong.toString());
    assertThat(last.path("errorDetail").path("message")).isEqualTo(last.path("error"));
    AnswerAssert.assertThat(api.call("GET /images/" + name + "/json")).hasStatus(404);
  }

  @Test
  void loadsAnArchiveAndTellsWhatWasInIt(Api api) throws IOException {
    DebianImages images = new DebianImages(DebianCacheDirectory.path());
    byte[] archive =
        Files.readAllBytes(images.build(new DebianCatalog().recipe("busybox")).layout());

    RawResponse response = api.call("POST /images/load", archive);

    AnswerAssert.assertThat(response)
        .hasStatus(200)
        .says("Loaded image: debian.internal/busybox:latest");
  }

  @Test
  void refusesToLoadWhatIsNoArchive(Api api) throws IOException {
    byte[] noise = "this is no archive. ".repeat(100).getBytes(StandardCharsets.US_ASCII);

    AnswerAssert.assertThat(api.call("POST /images/load", noise)).hasStatus(400);
  }

  @Test
  void imageInUseIsAConflict(Api api) throws IOException {
    String container = Subject.CREATED.make(api);

    RawResponse response = api.call("DELETE /images/" + Api.IMAGE);

    AnswerAssert.assertThat(response)
        .hasStatus(409)
        .says("conflict: unable to remove repository reference");
    Subject.remove(api, container);
  }

  @Test
  void deletesAnImageThatNobodyUses(Api api, RegistryServer registry) throws IOException {
    ImageFixture image = new ImageFixture().layer(EMPTY, gzip(EMPTY));
    new RegistryPush(registry, "contract/small").fixture(image, "latest");
    String name = registry.host() + "/contract/small";
    api.call("POST /images/create?fromImage=" + name);

    RawResponse response = api.call("DELETE /images/" + name);

    AnswerAssert.assertThat(response)
        .hasStatus(200)
        .says("\"Untagged\":\"" + name + ":latest\"")
        .says("\"Deleted\":\"" + image.id() + "\"");
    AnswerAssert.assertThat(api.call("DELETE /images/" + name)).hasStatus(404);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
