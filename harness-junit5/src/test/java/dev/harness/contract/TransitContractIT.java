package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.harness.acceptance.OuterContainer;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that become images, and containers that become files: export, import, commit. */
@ExtendWith(ApiExtension.class)
class TransitContractIT {

  @ParameterizedTest(name = "{0}: export answers {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATED | 200 | root:x:0:0
          RUNNING | 200 | root:x:0:0
          EXITED  | 200 | root:x:0:0
          ABSENT  | 404 | No such container: nonesuch
          """)
  void exports(Subject subject, int status, @Nullable String says, Api api) throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call("GET /containers/%s/export".formatted(id));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  @ParameterizedTest(name = "{0}: commit{1} answers {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATED | &repo=made&tag=1&pause=1            | 201 | "Id":"sha256:
          RUNNING | &repo=made/running                  | 201 | "Id":"sha256:
          EXITED  | ''                                  | 201 | "Id":"sha256:
          ABSENT  | ''                                  | 404 | No such container: nonesuch
          CREATED | &repo=Not/A/Reference               | 400 | Not/A/Reference
          CREATED | &repo=a&changes=RUN%20make          | 400 | RUN is not a valid change command
          CREATED | &repo=a&changes=EXPOSE%20http       | 400 | invalid port 'http'
          """)
  void commits(Subject subject, String query, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call("POST /commit?container=" + id + query);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
    if (response.status() == 201) {
      api.call(
          "DELETE /images/%s?force=1".formatted(Api.read(response.body()).path("Id").asText()));
    }
  }

  @Test
  void commitWantsToKnowTheContainer(Api api) throws IOException {
    AnswerAssert.assertThat(api.call("POST /commit"))
        .hasStatus(400)
        .says("container is missing: name it");
  }

  @Test
  void committedImageHasTheContainersFilesAndConfiguration(Api api) throws IOException {
    OuterContainer.assumeThatWhiteoutsCanBeMade();
    String script =
        "echo new > /new; ln /new /twin; rm /etc/passwd; rm -r /usr/share; mkdir -p /usr/share/x;"
            + " chown 12:34 /new; mkfifo /pipe";
    String first = run(api, Api.IMAGE, script);
    String changes = Api.encoded("ENV B=2 C=$A") + "&changes=" + Api.encoded("WORKDIR /usr");
    String made =
        api.json(
                "POST /commit?container=%s&repo=committed&comment=why&author=Jane&changes=%s"
                    .formatted(first, changes),
                "{\"Labels\":{\"of\":\"commit\"}}")
            .path("Id")
            .asText();

    String look =
        "stat -c '%n %u:%g %h' /new /twin; ls /etc/passwd; ls /usr/share; test -p /pipe && pwd;"
            + " echo $A $B $C";
    String second = run(api, "committed:latest", look);

    assertThat(logs(api, second))
        .contains("/new 12:34 2", "/twin 12:34 2", "No such file", "x\n", "/usr\n", "1 2 1");
    JsonNode image = api.json("GET /images/committed/json");
    assertThat(image.path("Id").asText()).isEqualTo(made);
    assertThat(image.path("Parent").asText())
        .isEqualTo(api.json("GET /images/%s/json".formatted(Api.IMAGE)).path("Id").asText());
    assertThat(image.path("Author").asText()).isEqualTo("Jane");
    assertThat(image.path("Comment").asText()).isEqualTo("why");
    assertThat(image.path("Config").path("Labels").path("of").asText()).isEqualTo("commit");
    assertThat(image.path("Config").path("Env").toString()).doesNotContain("HOSTNAME");
    Subject.remove(api, first);
    Subject.remove(api, second);
    AnswerAssert.assertThat(api.call("DELETE /images/committed")).hasStatus(200);
  }

  @Test
  void commitRefusesFilesThatWouldHideOthers(Api api) throws IOException {
    String container = run(api, Api.IMAGE, "echo new > /etc/.wh.passwd");

    RawResponse response = api.call("POST /commit?repo=hiding&container=" + container);

    AnswerAssert.assertThat(response)
        .hasStatus(500)
        .says("/etc/.wh.passwd cannot be in a layer, where names that begin with .wh. hide files");
    AnswerAssert.assertThat(api.call("GET /images/hiding/json")).hasStatus(404);
    Subject.remove(api, container);
  }

  private static String run(Api api, String image, String script) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Env\":[\"A=1\"],\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"HostConfig\":{\"NetworkMode\":\"none\"}}"
            .formatted(image, script);
    String id = api.json("POST /containers/create", body).path("Id").asText();
    assertThat(api.call("POST /containers/%s/start".formatted(id)).status()).isEqualTo(204);
    api.call("POST /containers/%s/wait".formatted(id));
    return id;
  }

  private static String logs(Api api, String id) throws IOException {
    return api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
  }

  @Test
  void importTellsTheNewId(Api api) throws IOException {
    RawResponse response =
        api.call(
            "POST /images/create?fromSrc=-&repo=imported&tag=1&message=mine&changes="
                + Api.encoded("CMD [\"run\"]"),
            new byte[1024]);

    AnswerAssert.assertThat(response).hasStatus(200);
    List<String> lines = response.body().lines().toList();
    String id = Api.read(lines.get(lines.size() - 1)).path("status").asText();
    JsonNode image = api.json("GET /images/imported:1/json");
    assertThat(image.path("Id").asText()).isEqualTo(id);
    assertThat(image.path("Config").path("Cmd").path(0).asText()).isEqualTo("run");
    assertThat(image.path("Comment").asText()).isEqualTo("mine");
    AnswerAssert.assertThat(api.call("DELETE /images/imported:1")).hasStatus(200);
  }

  @Test
  void importFetchesAnArchiveFromAnAddress(Api api) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/root.tar");
          exchange.sendResponseHeaders(known ? 200 : 404, 1024);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(new byte[1024]);
          }
        });
    server.start();
    String from = "http://localhost:" + server.getAddress().getPort();

    RawResponse response =
        api.call("POST /images/create?repo=fetched&fromSrc=" + from + "/root.tar?secret=1");
    RawResponse missing = api.call("POST /images/create?repo=missing&fromSrc=" + from + "/no.tar");
    server.stop(0);

    AnswerAssert.assertThat(response)
        .hasStatus(200)
        .says("Downloading from " + from + "/root.tar")
        .says("sha256:");
    assertThat(api.json("GET /images/fetched/json").path("Comment").asText())
        .isEqualTo("Imported from " + from + "/root.tar");
    AnswerAssert.assertThat(missing).hasStatus(404).says("/no.tar: not found");
    AnswerAssert.assertThat(api.call("DELETE /images/fetched")).hasStatus(200);
  }

  @Test
  void parentsWithoutNamesAreHiddenAndStay(Api api) throws IOException {
    String container = Subject.CREATED.make(api);
    String image = api.json("POST /commit?container=" + container).path("Id").asText();
    Subject.remove(api, container);
    String body = "{\"Image\":\"%s\",\"Cmd\":[\"true\"]}".formatted(image);
    String child = api.json("POST /containers/create", body).path("Id").asText();
    api.json("POST /commit?repo=child&container=" + child);
    Subject.remove(api, child);

    assertThat(api.call("GET /images/json").body()).doesNotContain("\"Id\":\"" + image);
    assertThat(api.call("GET /images/json?all=1").body()).contains("\"Id\":\"" + image);
    AnswerAssert.assertThat(api.call("DELETE /images/%s?force=1".formatted(image)))
        .hasStatus(409)
        .says("(cannot be forced) - image has dependent child images");
    AnswerAssert.assertThat(api.call("DELETE /images/child"))
        .hasStatus(200)
        .says("\"Deleted\":\"" + image);
  }
}
