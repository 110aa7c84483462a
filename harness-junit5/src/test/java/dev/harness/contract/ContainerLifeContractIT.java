package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of a container's life after its creation (C34-C41). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class ContainerLifeContractIT {
  private static final Pattern RAN_ONCE = Pattern.compile("run\n");

  /** The line of the first run, and in the second both lines of the file. */
  private static final Pattern RAN_TWICE = Pattern.compile("(?s:run\n.*){3}");

  @ParameterizedTest(name = "{0}: {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATED | POST /containers/{id}/start                   | 204 |
          EXITED  | POST /containers/{id}/start                   | 204 |
          RUNNING | POST /containers/{id}/start                   | 304 |
          ABSENT  | POST /containers/{id}/start                   | 404 | No such container: nonesuch
          BROKEN  | POST /containers/{id}/start                   | 400 | executable file not found in $PATH

          RUNNING | POST /containers/{id}/stop?t=0                | 204 |
          CREATED | POST /containers/{id}/stop                    | 304 |
          EXITED  | POST /containers/{id}/stop                    | 304 |
          ABSENT  | POST /containers/{id}/stop                    | 404 | No such container: nonesuch
          RUNNING | POST /containers/{id}/stop?t=soon             | 400 | soon
          RUNNING | POST /containers/{id}/stop?signal=INT         | 400 | signal is not supported

          RUNNING | POST /containers/{id}/restart?t=0             | 204 |
          CREATED | POST /containers/{id}/restart                 | 204 |
          EXITED  | POST /containers/{id}/restart                 | 204 |
          BROKEN  | POST /containers/{id}/restart                 | 400 | executable file not found in $PATH
          ABSENT  | POST /containers/{id}/restart                 | 404 | No such container: nonesuch

          RUNNING | POST /containers/{id}/kill                    | 204 |
          RUNNING | POST /containers/{id}/kill?signal=HUP         | 204 |
          RUNNING | POST /containers/{id}/kill?signal=9           | 204 |
          RUNNING | POST /containers/{id}/kill?signal=NONSENSE    | 400 | NONSENSE
          CREATED | POST /containers/{id}/kill                    | 409 | is not running
          EXITED  | POST /containers/{id}/kill                    | 409 | is not running
          ABSENT  | POST /containers/{id}/kill                    | 404 | No such container: nonesuch

          EXITED  | POST /containers/{id}/wait                    | 200 | {"StatusCode":3}
          CREATED | POST /containers/{id}/wait                    | 200 | {"StatusCode":0}
          ABSENT  | POST /containers/{id}/wait                    | 404 | No such container: nonesuch
          RUNNING | POST /containers/{id}/wait?condition=nonsense | 400 | invalid condition 'nonsense'

          CREATED | GET /containers/{id}/json                     | 200 | "Status":"created"
          RUNNING | GET /containers/{id}/json                     | 200 | "Status":"running"
          EXITED  | GET /containers/{id}/json                     | 200 | "ExitCode":3
          ABSENT  | GET /containers/{id}/json                     | 404 | No such container: nonesuch

          EXITED  | GET /containers/{id}/logs?stdout=1&stderr=1   | 200 |
          EXITED  | GET /containers/{id}/logs                     | 400 | you must choose at least one stream
          EXITED  | GET /containers/{id}/logs?stdout=1&since=noon | 400 | noon
          ABSENT  | GET /containers/{id}/logs?stdout=1            | 404 | No such container: nonesuch

          CREATED | DELETE /containers/{id}                       | 204 |
          EXITED  | DELETE /containers/{id}?v=1                   | 204 |
          RUNNING | DELETE /containers/{id}?force=true            | 204 |
          RUNNING | DELETE /containers/{id}                       | 409 | stop it first or use force
          ABSENT  | DELETE /containers/{id}                       | 404 | No such container: nonesuch
          ABSENT  | DELETE /containers/{id}?v=true&force=true     | 404 | No such container: nonesuch
          CREATED | DELETE /containers/{id}?link=1                | 400 | link is not supported
          """)
  void answers(Subject subject, String request, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call(request.replace("{id}", id));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  @ParameterizedTest(name = "GET /containers/json?{0}={1} answers {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          all     | 1                       | 200 |
          limit   | 1                       | 200 |
          filters | {"status":["running"]}  | 200 |
          filters | {"label":{"a=b":true}}  | 200 |
          filters | {"status":["nonsense"]} | 400 | invalid filter 'status=nonsense'
          filters | {"nonsense":["x"]}      | 400 | nonsense
          filters | {                       | 400 | filters
          limit   | many                    | 400 | many
          """)
  void lists(String parameter, String value, int status, @Nullable String says, Api api)
      throws IOException {
    RawResponse response =
        api.call("GET /containers/json?%s=%s".formatted(parameter, Api.encoded(value)));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
  }

  @Test
  void restartsWithItsFiles(Api api) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"echo run >>/runs; cat /runs; sleep 1000\"],"
                .formatted(Api.IMAGE)
            + "\"StopSignal\":\"KILL\",\"HostConfig\":{\"NetworkMode\":\"none\"}}";
    String id = api.json("POST /containers/create", body).path("Id").asText();
    api.call("POST /containers/%s/start".formatted(id));
    int before = pid(api, id);
    // A kill right after the start may be sooner than the first run's line.
    api.awaitLog(id, RAN_ONCE);

    api.call("POST /containers/%s/restart".formatted(id));

    assertThat(pid(api, id)).isNotZero().isNotEqualTo(before);
    api.awaitLog(id, RAN_TWICE);
    Subject.remove(api, id);
  }

  private static int pid(Api api, String id) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id)).path("State").path("Pid").asInt();
  }

  @Test
  void prunesWhatDoesNotRun(Api api) throws IOException {
    String running = Subject.RUNNING.make(api);
    String exited = Subject.EXITED.make(api);

    String none =
        api.json("POST /containers/prune?filters=" + Api.encoded("{\"label\":[\"no=such\"]}"))
            .toString();
    String pruned = api.json("POST /containers/prune").toString();

    assertThat(none).isEqualTo("{\"ContainersDeleted\":[],\"SpaceReclaimed\":0}");
    assertThat(pruned).contains(exited).doesNotContain(running);
    Subject.remove(api, running);
  }

  @Test
  void listsOnlyRunningOnesUnlessAllAreWanted(Api api) throws IOException {
    String running = Subject.RUNNING.make(api);
    String exited = Subject.EXITED.make(api);

    String some = api.call("GET /containers/json").body();
    String all = api.call("GET /containers/json?all=1").body();

    assertThat(some).contains(running).doesNotContain(exited);
    assertThat(all).contains(running, exited);
    Subject.remove(api, running);
    Subject.remove(api, exited);
  }

  @Test
  void c34FailedStartLeavesItCreatedWithCodeAndReason(Api api) throws IOException {
    String id = Subject.BROKEN.make(api);
    api.call("POST /containers/%s/start".formatted(id));

    JsonNode state = api.json("GET /containers/%s/json".formatted(id)).path("State");

    assertThat(state.path("Status").asText()).isEqualTo("created");
    assertThat(state.path("ExitCode").asInt()).isEqualTo(127);
    assertThat(state.path("Error").asText()).contains("executable file not found in $PATH");
    Subject.remove(api, id);
  }

  @Test
  void c37IsFoundByNameAndByTheBeginningOfItsId(Api api) throws IOException {
    String id = Subject.CREATED.make(api);
    String name = api.json("GET /containers/%s/json".formatted(id)).path("Name").asText();

    assertThat(api.call("GET /containers" + name + "/json").body()).contains(id);
    assertThat(api.call("GET /containers/%s/json".formatted(id.substring(0, 12))).body())
        .contains(id);
    Subject.remove(api, id);
  }
}
