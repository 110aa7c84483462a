package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that limit, stop and measure what runs in a container (C21, C37, C42, C44). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class LimitsContractIT {
  private static final String CREATE = "POST /containers/create";

  /** Skips where the machine has nothing to limit with. */
  private static void assumeLimits(Api api) throws IOException {
    assumeThat(api.json("GET /info").path("MemoryLimit").asBoolean())
        .as("needs control groups that the engine may make")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}: {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUNNING | POST /containers/{id}/pause                      | 204 |
          PAUSED  | POST /containers/{id}/pause                      | 409 | is already paused
          CREATED | POST /containers/{id}/pause                      | 409 | is not running
          EXITED  | POST /containers/{id}/pause                      | 409 | is not running
          ABSENT  | POST /containers/{id}/pause                      | 404 | No such container: nonesuch

          PAUSED  | POST /containers/{id}/unpause                    | 204 |
          RUNNING | POST /containers/{id}/unpause                    | 500 | is not paused
          CREATED | POST /containers/{id}/unpause                    | 500 | is not paused
          ABSENT  | POST /containers/{id}/unpause                    | 404 | No such container: nonesuch

          PAUSED  | GET /containers/{id}/json                        | 200 | "Status":"paused","Running":true,"Paused":true
          PAUSED  | POST /containers/{id}/start                      | 409 | cannot start a paused container, try unpause instead
          PAUSED  | POST /containers/{id}/stop?t=0                   | 204 |
          PAUSED  | POST /containers/{id}/kill                       | 204 |
          PAUSED  | POST /containers/{id}/restart?t=0                | 204 |
          PAUSED  | POST /containers/{id}/attach?stream=1&stdout=1   | 409 | unpause the container before attach
          PAUSED  | DELETE /containers/{id}                          | 409 | container is paused and must be unpaused first
          PAUSED  | DELETE /containers/{id}?force=1                  | 204 |

          RUNNING | GET /containers/{id}/stats?stream=0&one-shot=1   | 200 | "pids_stats":{"current":1
          RUNNING | GET /containers/{id}/stats?stream=0              | 200 | "preread":"2
          EXITED  | GET /containers/{id}/stats?stream=0              | 200 | "read":"0001-01-01T00:00:00Z"
          RUNNING | GET /containers/{id}/stats?stream=1&one-shot=1   | 400 | cannot have stream=true and one-shot=true
          ABSENT  | GET /containers/{id}/stats                       | 404 | No such container: nonesuch
          """)
  void answers(Subject subject, String request, int status, @Nullable String says, Api api)
      throws IOException {
    if (request.endsWith("/pause") && subject == Subject.RUNNING) {
      assumeLimits(api);
    }
    String id = subject.make(api);

    RawResponse response = api.call(request.replace("{id}", id));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  @ParameterizedTest(name = "update of {0} with {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RUNNING | {"Memory":67108864,"MemorySwap":134217728}     | 200 | {"Warnings":[
          CREATED | {"NanoCpus":500000000}                         | 200 | {"Warnings":[
          EXITED  | {"PidsLimit":20}                               | 200 | {"Warnings":[
          RUNNING | {"RestartPolicy":{"Name":"no"}}                | 200 | {"Warnings":[]}
          RUNNING | {"RestartPolicy":{"Name":"always"}}            | 200 | {"Warnings":[]}
          RUNNING | {"RestartPolicy":{"Name":"seldom"}}            | 400 | invalid restart policy 'seldom'
          RUNNING | {"Memory":1024}                                | 400 | Minimum memory limit allowed is 6MB
          ABSENT  | {}                                             | 404 | No such container: nonesuch
          """)
  void updates(Subject subject, String body, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call("POST /containers/%s/update".formatted(id), body);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  private static JsonNode created(Api api, String script, String limits) throws IOException {
    return api.json(
        CREATE,
        "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"HostConfig\":{\"NetworkMode\":\"none\",%s}}"
            .formatted(Api.IMAGE, script, limits));
  }

  @Test
  void c21LimitsAreSetOrDiscardedWithAWarning(Api api) throws IOException {
    boolean can = api.json("GET /info").path("MemoryLimit").asBoolean();

    JsonNode created = created(api, "true", "\"Memory\":67108864");
    String id = created.path("Id").asText();
    JsonNode host = api.json("GET /containers/%s/json".formatted(id)).path("HostConfig");

    assertThat(created.path("Warnings").toString())
        .matches(can ? "\\[\\]" : ".*HostConfig.Memory is discarded.*");
    assertThat(host.path("Memory").asLong()).isEqualTo(can ? 67108864 : 0);
    assertThat(host.path("MemorySwap").asLong()).isEqualTo(can ? 134217728 : 0);
    Subject.remove(api, id);
  }

  @Test
  void c42OutOfMemoryIsTold(Api api) throws IOException {
    assumeLimits(api);
    String id =
        created(api, "(tail /dev/zero); exit 5", "\"Memory\":16777216,\"MemorySwap\":16777216")
            .path("Id")
            .asText();

    api.call("POST /containers/%s/start".formatted(id));

    assertThat(api.call("POST /containers/%s/wait".formatted(id)).body())
        .contains("\"StatusCode\":5");
    JsonNode state = api.json("GET /containers/%s/json".formatted(id)).path("State");
    assertThat(state.path("OOMKilled").asBoolean()).isTrue();
    Subject.remove(api, id);
  }

  @Test
  void listShowsAndFiltersPausedContainers(Api api) throws IOException {
    String id = Subject.PAUSED.make(api);

    JsonNode list =
        api.json("GET /containers/json?filters=" + Api.encoded("{\"status\":[\"paused\"]}"));

    assertThat(list).hasSize(1);
    assertThat(list.get(0).path("State").asText()).isEqualTo("paused");
    assertThat(list.get(0).path("Status").asText()).endsWith(" (Paused)");
    assertThat(api.json("GET /info").path("ContainersPaused").asInt()).isEqualTo(1);
    Subject.remove(api, id);
  }
}
