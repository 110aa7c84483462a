package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.acceptance.OtherUsers;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs in a container, what it has changed, and what it is called. */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class InspectionContractIT {

  @ParameterizedTest(name = "{0}: {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUNNING | GET /containers/{id}/top                     | 200 | "Titles":["UID","PID","PPID","C","STIME","TTY","TIME","CMD"]
          RUNNING | GET /containers/{id}/top?ps_args=aux         | 200 | "Titles":["USER","PID"
          RUNNING | GET /containers/{id}/top?ps_args=--help      | 400 | ps arguments '--help' are not supported
          CREATED | GET /containers/{id}/top                     | 409 | is not running
          EXITED  | GET /containers/{id}/top                     | 409 | is not running
          ABSENT  | GET /containers/{id}/top                     | 404 | No such container: nonesuch

          CREATED | GET /containers/{id}/changes                 | 200 | [
          EXITED  | GET /containers/{id}/changes                 | 200 | [
          ABSENT  | GET /containers/{id}/changes                 | 404 | No such container: nonesuch

          RUNNING | POST /containers/{id}/rename?name=new-{id}   | 204 |
          EXITED  | POST /containers/{id}/rename?name=/new-{id}  | 204 |
          CREATED | POST /containers/{id}/rename                 | 400 | Neither old nor new names may be empty
          CREATED | POST /containers/{id}/rename?name=x          | 400 | Invalid container name (x)
          ABSENT  | POST /containers/{id}/rename?name=other      | 404 | No such container: nonesuch
          """)
  void answers(Subject subject, String request, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call(request.replace("{id}", id));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  @Test
  @Timeout(60)
  void listsTheColumnsThatAreAskedFor(Api api) throws IOException {
    String id = Subject.RUNNING.make(api);
    String top = "GET /containers/%s/top?ps_args=-o+pid,args".formatted(id);

    String seen = "";
    // A process that has just executed its file has no command line for a moment.
    while (!seen.contains("\"sleep 1000\"")) {
      seen = api.json(top).path("Processes").toString();
    }

    assertThat(seen).matches("\\[\\[\"[0-9]+\",\"sleep 1000\"]]");
    Subject.remove(api, id);
  }

  private static String run(Api api, String name, String script) throws IOException {
    String body = "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"%s\"]}".formatted(Api.IMAGE, script);
    String id = api.json("POST /containers/create?name=" + name, body).path("Id").asText();
    api.call("POST /containers/%s/start".formatted(id));
    return id;
  }

  @Test
  void listsAllProcessesOfAContainerAndOfNoOther(Api api) throws IOException {
    OtherUsers.assumeThatThereAreSome();
    String other = Subject.RUNNING.make(api);
    String id = run(api, "many", "sleep 1001 & sleep 1002 & wait");
    String exec =
        api.json("POST /containers/many/exec", "{\"Cmd\":[\"sleep\",\"1003\"],\"User\":\"nobody\"}")
            .path("Id")
            .asText();
    api.call("POST /exec/%s/start".formatted(exec), "{\"Detach\":true}");
    String seen = "";
    // The shell's own line has the words of its children.
    while (!seen.contains("\"sleep 1001\"")
        || !seen.contains("\"sleep 1002\"")
        || !seen.contains("\"sleep 1003\"")) {
      seen = api.json("GET /containers/many/top?ps_args=-o+user,args").path("Processes").toString();
    }

    assertThat(seen)
        .contains("[\"root\",\"sleep 1001\"]", "[\"nobody\",\"sleep 1003\"]")
        .doesNotContain("1000");
    Subject.remove(api, id);
    Subject.remove(api, other);
  }

  @Test
  void listsWhatAContainerHasChanged(Api api) throws IOException {
    String id = run(api, "changing", "echo x >/new; rm /etc/group; echo x >>/etc/passwd");
    api.call("POST /containers/%s/wait".formatted(id));

    JsonNode changes = api.json("GET /containers/%s/changes".formatted(id));

    assertThat(changes.toString())
        .isEqualTo(
            "[{\"Path\":\"/etc\",\"Kind\":0},{\"Path\":\"/etc/group\",\"Kind\":2},"
                + "{\"Path\":\"/etc/passwd\",\"Kind\":0},{\"Path\":\"/new\",\"Kind\":1}]");
    Subject.remove(api, id);
  }

  @Test
  void isKnownByItsNewNameEverywhere(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"of-renamed\"}");
    String id =
        api.json(
                "POST /containers/create?name=first",
                "{\"Image\":\"%s\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"NetworkMode\":\"of-renamed\"}}"
                    .formatted(Api.IMAGE))
            .path("Id")
            .asText();
    api.call("POST /containers/first/start");
    String other = Subject.CREATED.make(api);

    AnswerAssert.assertThat(api.call("POST /containers/first/rename?name=second")).hasStatus(204);

    AnswerAssert.assertThat(api.call("GET /containers/first/json")).hasStatus(404);
    assertThat(api.json("GET /containers/second/json").path("Name").asText()).isEqualTo("/second");
    assertThat(api.call("GET /containers/json").body()).contains("\"/second\"");
    assertThat(lookUp(api, "second")).contains("Address");
    assertThat(lookUp(api, "first")).doesNotContain("Address: 1");
    assertThat(api.call("POST /containers/%s/rename?name=second".formatted(other)).status())
        .isEqualTo(409);
    AnswerAssert.assertThat(api.call("POST /containers/%s/rename?name=first".formatted(other)))
        .hasStatus(204);
    assertThat(
            api.call(
                    "GET /events?since=1&until=%d&filters=%s"
                        .formatted(
                            System.currentTimeMillis() / 1000 + 1,
                            Api.encoded(
                                "{\"container\":[\"%s\"],\"event\":[\"rename\"]}".formatted(id))))
                .body())
        .contains("\"oldName\":\"/first\"", "\"name\":\"second\"");
    Subject.remove(api, id);
    Subject.remove(api, other);
    api.call("DELETE /networks/of-renamed");
  }

  /** What a container of the network is told about a name. */
  private static String lookUp(Api api, String name) throws IOException {
    String exec =
        api.json(
                "POST /containers/second/exec",
                "{\"Cmd\":[\"nslookup\",\"%s.\"],\"AttachStdout\":true}".formatted(name))
            .path("Id")
            .asText();
    String said = api.call("POST /exec/%s/start".formatted(exec), "{}").body();
    return said.substring(said.indexOf("\n\n") + 1);
  }
}
