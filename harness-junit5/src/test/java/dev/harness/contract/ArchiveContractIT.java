package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /containers/{id}/archive}: files in and out of containers in every state (C45). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class ArchiveContractIT {

  @ParameterizedTest(name = "{0}: {1} archive{2} answers {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATED | HEAD | ?path=/etc/passwd            | 200 |
          CREATED | GET  | ?path=/etc/passwd            | 200 | root:x:0:0
          RUNNING | GET  | ?path=/etc                   | 200 | etc/passwd
          EXITED  | GET  | ?path=/etc/passwd            | 200 | root:x:0:0
          EXITED  | GET  | ?path=etc/passwd             | 200 | root:x:0:0
          CREATED | HEAD | ?path=/no/such/file          | 404 |
          CREATED | GET  | ?path=/no/such/file          | 404 | Could not find the file /no/such/file in container
          CREATED | GET  | ?path=/etc/passwd/below      | 404 | Could not find the file
          CREATED | GET  | ''                           | 400 | path is missing
          CREATED | GET  | ?path=/etc%00passwd          | 400 | path has a zero byte
          ABSENT  | HEAD | ?path=/etc/passwd            | 404 |
          ABSENT  | GET  | ?path=/etc/passwd            | 404 | No such container: nonesuch

          CREATED | PUT  | ?path=/tmp                   | 200 |
          RUNNING | PUT  | ?path=/tmp                   | 200 |
          EXITED  | PUT  | ?path=/tmp&noOverwriteDirNonDir=1 | 200 |
          CREATED | PUT  | ?path=/no/such/directory     | 404 | Could not find the file /no/such/directory in container
          CREATED | PUT  | ?path=/etc/passwd            | 400 | it is not a directory
          CREATED | PUT  | ''                           | 400 | path is missing
          CREATED | PUT  | ?path=/tmp&copyUIDGID=1      | 400 | copyUIDGID is not supported
          ABSENT  | PUT  | ?path=/tmp                   | 404 | No such container: nonesuch
          """)
  void answers(
      Subject subject, String method, String query, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);
    String request = "%s /containers/%s/archive%s".formatted(method, id, query);

    RawResponse response =
        method.equals("PUT") ? api.call(request, archive("file", "text")) : api.call(request);

    if (method.equals("HEAD")) {
      assertThat(response.status()).isEqualTo(status);
    } else {
      AnswerAssert.assertThat(response).hasStatus(status).says(says);
    }
    Subject.remove(api, id);
  }

  @Test
  void refusesWhatIsNoArchive(Api api) throws IOException {
    String id = Subject.CREATED.make(api);
    byte[] noise = "this is no archive. ".repeat(100).getBytes(StandardCharsets.US_ASCII);

    RawResponse response = api.call("PUT /containers/%s/archive?path=/tmp".formatted(id), noise);

    AnswerAssert.assertThat(response).hasStatus(400).says("cannot copy to /tmp");
    Subject.remove(api, id);
  }

  @ParameterizedTest
  @EnumSource(
      value = Subject.class,
      names = {"CREATED", "RUNNING", "EXITED"})
  void givesBackWhatItTook(Subject subject, Api api) throws IOException {
    String id = subject.make(api);
    api.call("PUT /containers/%s/archive?path=/tmp".formatted(id), archive("a/b/file", "of mine"));

    RawResponse response = api.call("GET /containers/%s/archive?path=/tmp/a/b/file".formatted(id));

    AnswerAssert.assertThat(response).hasStatus(200).says("of mine");
    assertThat(response.header("Content-Type")).isEqualTo("application/x-tar");
    Subject.remove(api, id);
  }

  @Test
  void describesTheFileInAHeader(Api api) throws IOException {
    String id = Subject.CREATED.make(api);

    RawResponse response = api.call("HEAD /containers/%s/archive?path=/etc/passwd".formatted(id));

    byte[] header = Base64.getDecoder().decode(response.header("X-Docker-Container-Path-Stat"));
    JsonNode stat = Api.read(new String(header, StandardCharsets.UTF_8));
    assertThat(stat.path("name").asText()).isEqualTo("passwd");
    assertThat(stat.path("mode").asInt()).isEqualTo(0644);
    assertThat(stat.path("size").asInt()).isPositive();
    assertThat(stat.path("linkTarget").asText()).isEmpty();
    Subject.remove(api, id);
  }

  static byte[] archive(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
