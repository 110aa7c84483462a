package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine does by itself with a container: runs it again (C38), probes it (C39). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class PolicyContractIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ALWAYS = "\"RestartPolicy\":{\"Name\":\"always\"}";

  @AfterEach
  void removeAll(Api api) throws IOException {
    for (JsonNode container : api.json("GET /containers/json?all=1")) {
      Subject.remove(api, container.path("Id").asText());
    }
  }

  @Test
  void c38RunsAgainAsOftenAsFailuresAreAllowed(Api api) throws IOException {
    String id =
        start(
            api,
            "echo run; exit 5",
            "",
            "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":2}");

    api.json("POST /containers/%s/wait".formatted(id));

    JsonNode ended = inspect(api, id);
    assertThat(ended.path("RestartCount").asInt()).isEqualTo(2);
    assertThat(ended.path("State").path("Status").asText()).isEqualTo("exited");
    assertThat(ended.path("State").path("ExitCode").asInt()).isEqualTo(5);
    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(id)).body())
        .containsSubsequence("run", "run", "run");
  }

  @Test
  void c38DoesNotRunAgainAfterSuccessWhereOnlyFailuresCount(Api api) throws IOException {
    String id = start(api, "exit 0", "", "\"RestartPolicy\":{\"Name\":\"on-failure\"}");

    api.json("POST /containers/%s/wait".formatted(id));

    assertThat(inspect(api, id).path("RestartCount").asInt()).isZero();
  }

  /** After some restarts the delay is so long that all of this comes between two runs. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"stop,204", "stop?t=1,204", "kill,204"})
  void c38StaysEndedWhenSomebodyEndsItBetweenTwoRuns(String how, int status, Api api)
      throws IOException {
    String id = start(api, "exit 1", "", ALWAYS);
    await(api, id, node -> node.path("RestartCount").asInt() >= 5);
    JsonNode waiting =
        await(api, id, node -> node.path("State").path("Status").asText().equals("restarting"));
    assertThat(waiting.path("State").path("Running").asBoolean()).isTrue();
    assertThat(waiting.path("State").path("Restarting").asBoolean()).isTrue();
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(id))).hasStatus(304);
    AnswerAssert.assertThat(api.call("DELETE /containers/" + id)).hasStatus(409);

    AnswerAssert.assertThat(api.call("POST /containers/%s/%s".formatted(id, how)))
        .hasStatus(status);

    api.json("POST /containers/%s/wait".formatted(id));
    assertThat(inspect(api, id).path("State").path("Status").asText()).isEqualTo("exited");
  }

  @Test
  void c38StaysEndedWhenStoppedWhileItRuns(Api api) throws IOException {
    String id = start(api, "sleep 1000", "\"StopSignal\":\"KILL\",", ALWAYS);

    api.call("POST /containers/%s/stop".formatted(id));

    JsonNode state = inspect(api, id).path("State");
    assertThat(state.path("Status").asText()).isEqualTo("exited");
    assertThat(state.path("ExitCode").asInt()).isEqualTo(137);
  }

  @Test
  void c38RunsAgainAfterSomethingElseKilledIt(Api api) throws IOException {
    String id =
        start(
            api,
            "test -e /once && exec sleep 1000; touch /once; kill -s TERM 1; exit 7",
            "",
            ALWAYS);

    JsonNode again = await(api, id, node -> node.path("RestartCount").asInt() == 1);

    assertThat(again.path("HostConfig").path("RestartPolicy").path("Name").asText())
        .isEqualTo("always");
    await(api, id, node -> node.path("State").path("Status").asText().equals("running"));
  }

  @Test
  void c38IsRemovedByForceBetweenTwoRuns(Api api) throws IOException {
    String id = start(api, "exit 1", "", ALWAYS);
    await(api, id, node -> node.path("RestartCount").asInt() >= 3);

    AnswerAssert.assertThat(api.call("DELETE /containers/%s?force=1".formatted(id))).hasStatus(204);

    AnswerAssert.assertThat(api.call("GET /containers/%s/json".formatted(id))).hasStatus(404);
  }

  @Test
  void c39TellsByItsProbesWhetherItWorks(Api api) throws IOException {
    String id =
        start(
            api,
            "sleep 1000",
            """
            "Healthcheck":{"Test":["CMD-SHELL",
                "until test -e /seen; do sleep 0.1; done; echo probed; test -e /works"],
              "Interval":50000000,"Retries":2},
            """,
            "\"AutoRemove\":false");
    assertThat(health(inspect(api, id)).path("Status").asText()).isEqualTo("starting");
    assertThat(listed(api, id)).contains("(health: starting)");

    touch(api, id, "/seen");
    JsonNode sick =
        await(api, id, node -> health(node).path("Status").asText().equals("unhealthy"));
    assertThat(health(sick).path("FailingStreak").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(health(sick).path("Log").get(0).path("ExitCode").asInt()).isEqualTo(1);
    assertThat(health(sick).path("Log").get(0).path("Output").asText()).isEqualTo("probed\n");

    touch(api, id, "/works");
    JsonNode well = await(api, id, node -> health(node).path("Status").asText().equals("healthy"));
    assertThat(health(well).path("FailingStreak").asInt()).isZero();
    assertThat(listed(api, id)).contains("(healthy)");
    // The event comes after the state that it tells of.
    await(api, id, node -> events(api, id).contains("health_status: healthy"));
    assertThat(events(api, id)).contains("health_status: unhealthy", "health_status: healthy");

    api.call("POST /containers/%s/kill".formatted(id));
    api.json("POST /containers/%s/wait".formatted(id));
    assertThat(health(inspect(api, id)).path("Status").asText()).isEqualTo("unhealthy");
  }

  @Test
  void c39ProbeThatTakesTooLongFails(Api api) throws IOException {
    String id =
        start(
            api,
            "sleep 1000",
            """
            "Healthcheck":{"Test":["CMD","sleep","1000"],"Interval":10000000,
              "Timeout":200000000,"Retries":1},
            """,
            "\"AutoRemove\":false");

    JsonNode sick =
        await(api, id, node -> health(node).path("Status").asText().equals("unhealthy"));

    assertThat(health(sick).path("Log").get(0).path("ExitCode").asInt()).isEqualTo(-1);
    assertThat(health(sick).path("Log").get(0).path("Output").asText())
        .isEqualTo("Health check exceeded timeout (200ms)");
  }

  @Test
  void c39ProbeThatCannotBeRunFails(Api api) throws IOException {
    String id =
        start(
            api,
            "sleep 1000",
            """
            "Healthcheck":{"Test":["CMD","no-such-probe"],"Interval":10000000,"Retries":1},
            """,
            "\"AutoRemove\":false");

    JsonNode sick =
        await(api, id, node -> health(node).path("Status").asText().equals("unhealthy"));

    assertThat(health(sick).path("Log").get(0).path("Output").asText()).contains("no-such-probe");
  }

  @Test
  void dockersCommandLineAsksForBoth(Api api, @TempDir Path home) throws IOException {
    DockerCli.assumeThatItIsHere();
    DockerCli docker = new DockerCli(api.socket(), home);

    docker.succeed(
        "run", "-d", "--name", "failing", "--restart", "on-failure:1", Api.IMAGE, "false");
    docker.succeed(
        "run",
        "-d",
        "--name",
        "probed",
        "--health-cmd",
        "true",
        "--health-interval",
        "20ms",
        Api.IMAGE,
        "sleep",
        "1000");

    assertThat(docker.succeed("wait", "failing")).isEqualTo("1");
    assertThat(docker.succeed("inspect", "-f", "{{.RestartCount}}", "failing")).isEqualTo("1");
    await(api, "probed", node -> health(node).path("Status").asText().equals("healthy"));
    assertThat(docker.succeed("ps", "--filter", "name=probed", "--format", "{{.Status}}"))
        .endsWith("(healthy)");
  }

  private static String start(Api api, String script, String config, String host)
      throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"%s\"],%s\"HostConfig\":{\"NetworkMode\":\"none\",%s}}"
            .formatted(Api.IMAGE, script, config, host);
    String id = api.json("POST /containers/create", body).path("Id").asText();
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(id))).hasStatus(204);
    return id;
  }

  private static void touch(Api api, String id, String file) throws IOException {
    String exec =
        api.json(
                "POST /containers/%s/exec".formatted(id),
                "{\"Cmd\":[\"touch\",\"%s\"]}".formatted(file))
            .path("Id")
            .asText();
    api.call("POST /exec/%s/start".formatted(exec), "{\"Detach\":true}");
  }

  private static JsonNode inspect(Api api, String id) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id));
  }

  private static JsonNode health(JsonNode container) {
    return container.path("State").path("Health");
  }

  private static String listed(Api api, String id) throws IOException {
    String filters = Api.encoded("{\"id\":[\"%s\"]}".formatted(id));
    return api.json("GET /containers/json?all=1&filters=" + filters).get(0).path("Status").asText();
  }

  private static String events(Api api, String id) throws IOException {
    long now = System.currentTimeMillis() / 1000 + 1;
    String filters =
        Api.encoded("{\"container\":[\"%s\"],\"event\":[\"health_status\"]}".formatted(id));
    return api.call("GET /events?since=%d&until=%d&filters=%s".formatted(now - 600, now, filters))
        .body();
  }

  /** Asks until it is so; the container as it was then. */
  private static JsonNode await(Api api, String id, Condition condition) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    JsonNode container = inspect(api, id);
    while (!condition.holds(container)) {
      assertThat(Instant.now()).as(container.toString()).isBefore(deadline);
      container = inspect(api, id);
    }
    return container;
  }

  private interface Condition {
    boolean holds(JsonNode container) throws IOException;
  }
}
