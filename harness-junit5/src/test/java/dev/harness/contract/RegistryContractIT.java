package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that ask registries, one of which lets only Jane in. */
@ExtendWith({ApiExtension.class, RegistryExtension.class})
class RegistryContractIT {
  private static final String JANE = "{\"username\":\"jane\",\"password\":\"opensesame\"}";

  private static RegistryServer guarded;

  @BeforeAll
  static void start() {
    guarded = RegistryServer.startForJane();
  }

  @AfterAll
  static void stop() {
    guarded.close();
  }

  private static String auth(String json) {
    return "X-Registry-Auth: "
        + Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private static RawResponse as(String json, String request, Api api) throws IOException {
    return api.call(request, "Content-Length: 0\r\n" + auth(json), new byte[0]);
  }

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /distribution/localhost:1/no/such/json                 | 500 | localhost:1
          GET /distribution/Not/A/Reference/json                     | 400 | Not/A/Reference
          POST /images/nonesuch/tag?repo=a/b                         | 404 | No such image: nonesuch
          POST /images/debian.internal/busybox/tag                   | 400 | repo is missing
          POST /images/debian.internal/busybox/tag?repo=A            | 400 | lowercase
          POST /images/debian.internal/busybox/tag?repo=localhost:1/tag&tag=.x | 400 | tag
          POST /images/localhost:1/no/such/push                      | 404 | does not exist locally
          POST /images/localhost:1/no/such/push?tag=1                | 404 | No such image: localhost:1/no/such:1
          """)
  void answers(String request, int status, @Nullable String says, Api api) throws IOException {
    AnswerAssert.assertThat(api.call(request)).hasStatus(status).says(says);
  }

  @ParameterizedTest(name = "a login with {0} answers {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"username":"jane","password":"opensesame"} | 200 | "Status":"Login Succeeded"
          {"username":"jane","password":"guess"}      | 401 | those of the user 'jane' were used
          {"username":"","password":""}               | 401 | none were used
          {"username":"a:b","password":"x"}           | 400 | invalid credentials
          """)
  void logsIn(String login, int status, String says, Api api) throws IOException {
    String body = login.replaceFirst("}$", ",\"serveraddress\":\"" + guarded.host() + "\"}");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String headers =
        "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(bytes.length);

    RawResponse response = api.call("POST /auth", headers, bytes);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    assertThat(response.body()).doesNotContain("guess");
  }

  @Test
  void tagsPushesAndPullsAsSomebody(Api api) throws IOException {
    String repository = guarded.host() + "/contract/busybox";
    AnswerAssert.assertThat(
            api.call("POST /images/" + Api.IMAGE + "/tag?repo=" + repository + "&tag=1"))
        .hasStatus(201);

    RawResponse refused = api.call("POST /images/" + repository + "/push?tag=1");
    RawResponse pushed = as(JANE, "POST /images/" + repository + "/push?tag=1", api);
    api.call("DELETE /images/" + repository + ":1");
    RawResponse denied = api.call("POST /images/create?fromImage=" + repository + "&tag=1");
    RawResponse pulled = as(JANE, "POST /images/create?fromImage=" + repository + "&tag=1", api);
    api.call("DELETE /images/" + repository + ":1");

    assertThat(refused.body()).contains("push access denied for " + repository);
    AnswerAssert.assertThat(pushed).hasStatus(200).says("1: digest: sha256:");
    List<String> lines = pushed.body().lines().toList();
    assertThat(Api.read(lines.get(lines.size() - 1)).at("/aux/Tag").asText()).isEqualTo("1");
    AnswerAssert.assertThat(denied).hasStatus(404).says("pull access denied for " + repository);
    AnswerAssert.assertThat(pulled).hasStatus(200).says("Status: ");
  }

  @Test
  void tellsWhatARegistryHas(Api api, RegistryServer registry) throws IOException {
    ImageFixture image = new ImageFixture().layer(new byte[1024], new byte[1024]);
    image.push(new RegistryPush(registry, "contract/seen"), "1");

    RawResponse response =
        api.call("GET /distribution/" + registry.host() + "/contract/seen:1/json");

    AnswerAssert.assertThat(response)
        .hasStatus(200)
        .says("\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"")
        .says("\"Platforms\":[{\"architecture\":\"amd64\",\"os\":\"linux\"}]");
  }

  @Test
  void pullsAllTagsWhereNoneIsNamed(Api api, RegistryServer registry) throws IOException {
    RegistryPush push = new RegistryPush(registry, "contract/tags");
    byte[] layer = new byte[1024];
    new ImageFixture().layer(layer, layer).push(push, "1");
    new ImageFixture().withoutCommand().layer(layer, layer).push(push, "2");
    String repository = registry.host() + "/contract/tags";

    RawResponse pulled =
        api.call("POST /images/create?platform=linux/amd64&fromImage=" + repository);
    RawResponse first = api.call("DELETE /images/" + repository + ":1");
    RawResponse second = api.call("DELETE /images/" + repository + ":2");

    AnswerAssert.assertThat(pulled).hasStatus(200).says(repository + ":1").says(repository + ":2");
    AnswerAssert.assertThat(first).hasStatus(200);
    AnswerAssert.assertThat(second).hasStatus(200);
  }

  @Test
  void tellsThatAListIsLeftBehind(Api api, RegistryServer registry) throws IOException {
    byte[] layer = new byte[1024];
    ImageFixture here = new ImageFixture().layer(layer, layer);
    ImageFixture foreign = new ImageFixture().architecture("riscv64").layer(layer, layer);
    RegistryPush push = new RegistryPush(registry, "contract/list");
    here.push(push, "here");
    foreign.push(push, "foreign");
    Digest list =
        push.manifest(
            "all", MediaType.OCI_INDEX, ImageFixture.index(here.entry(""), foreign.entry("")));
    String source = registry.host() + "/contract/list:all";
    String target = registry.host() + "/contract/alone";
    api.call("POST /images/create?platform=linux/amd64&fromImage=" + source);
    api.call("POST /images/" + source + "/tag?tag=1&repo=" + target);

    RawResponse pushed = api.call("POST /images/" + target + "/push?tag=1");
    api.call("DELETE /images/" + target + ":1");
    api.call("DELETE /images/" + source);

    List<String> lines = pushed.body().lines().toList();
    JsonNode note = Api.read(lines.get(lines.size() - 2)).path("aux");
    assertThat(note.path("manifestPushedInsteadOfIndex").asBoolean()).isTrue();
    assertThat(note.at("/originalIndex/digest").asText()).isEqualTo(list.toString());
    assertThat(note.at("/selectedManifest/digest").asText())
        .isEqualTo(Digest.sha256(here.manifest()).toString());
  }

  @ParameterizedTest
  @CsvSource({"%%%", "bm9qc29u"})
  void refusesMalformedCredentials(String header, Api api) throws IOException {
    RawResponse response =
        api.call(
            "POST /images/create?fromImage=localhost:1/x&tag=1",
            "Content-Length: 0\r\nX-Registry-Auth: " + header + "\r\n",
            new byte[0]);

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("invalid X-Registry-Auth: X-Registry-Auth is no JSON object in Base64");
  }

  @Test
  void savesWhatNoRegistryGivesAnyMore(Api api) throws IOException {
    String content = UUID.randomUUID().toString();
    byte[] layer = new HostileTar().file("of-this-run", content).bytes();
    String architecture = Platform.ofLinux(System.getProperty("os.arch")).architecture();
    String name;
    try (RegistryServer leaving = RegistryServer.start()) {
      new RegistryPush(leaving, "contract/left")
          .fixture(new ImageFixture().architecture(architecture).layer(layer, layer), "latest");
      name = leaving.host() + "/contract/left";
      AnswerAssert.assertThat(api.call("POST /images/create?fromImage=" + name)).hasStatus(200);
    }

    RawResponse response = api.call("GET /images/%s/get".formatted(name));

    AnswerAssert.assertThat(response).hasStatus(200).says("manifest.json").says(content);
    AnswerAssert.assertThat(api.call("DELETE /images/" + name)).hasStatus(200);
  }
}
