package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.acceptance.OtherUsers;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of further processes in containers (C35). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class ExecContractIT {
  private static final String ECHO =
      "{\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2; exit 7\"],"
          + "\"AttachStdout\":true,\"AttachStderr\":true}";

  @ParameterizedTest(name = "{0}: exec of {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RUNNING | {"Cmd":["true"],"AttachStdout":true}     | 201 | "Id":
          RUNNING | {"Cmd":["no-such-program"]}              | 201 | "Id":
          RUNNING | {"Cmd":[]}                               | 400 | No exec command specified
          RUNNING | {}                                       | 400 | No exec command specified
          RUNNING | {"Cmd":["true"],"Tty":true}              | 201 | "Id":
          RUNNING | {"Cmd":["true"],"ConsoleSize":[24,-1]}   | 400 | ConsoleSize: a terminal cannot have -1 columns
          RUNNING | {"Cmd":["true"],"Privileged":true}       | 201 | "Id":
          RUNNING | {"Cmd":["true"],"FieldOfTheFuture":true} | 400 | FieldOfTheFuture is not supported
          RUNNING | {"Cmd":                                  | 400 |
          CREATED | {"Cmd":["true"]}                         | 409 | is not running
          EXITED  | {"Cmd":["true"]}                         | 409 | is not running
          ABSENT  | {"Cmd":["true"]}                         | 404 | No such container: nonesuch
          """)
  void creates(Subject subject, String body, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call("POST /containers/%s/exec".formatted(id), body);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  private static String create(Api api, String container, String body) throws IOException {
    return api.json("POST /containers/%s/exec".formatted(container), body).path("Id").asText();
  }

  private static RawResponse start(Api api, String exec) throws IOException {
    return api.call("POST /exec/%s/start".formatted(exec), "{\"Detach\":false,\"Tty\":false}");
  }

  private static JsonNode inspect(Api api, String exec) throws IOException {
    return api.json("GET /exec/%s/json".formatted(exec));
  }

  @Test
  void runsAndTellsTheExitCodeWhenTheStreamHasEnded(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, ECHO);

    RawResponse response = start(api, exec);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body())
        .contains("\u0001\0\0\0\0\0\0\u0004out\n", "\u0002\0\0\0\0\0\0\u0004err\n");
    JsonNode state = inspect(api, exec);
    assertThat(state.path("Running").asBoolean()).isFalse();
    assertThat(state.path("ExitCode").asInt()).isEqualTo(7);
    Subject.remove(api, container);
  }

  @Test
  void upgradesTheConnectionOfAClientThatAsksForIt(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, ECHO);

    try (RawClient client = api.connect()) {
      client.send(
          RawClient.request(
              "POST",
              "/exec/%s/start".formatted(exec),
              "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\n",
              "{}"));
      RawResponse response = client.response();

      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Upgrade")).isEqualTo("tcp");
      assertThat(response.body()).contains("out\n", "err\n");
    }
    Subject.remove(api, container);
  }

  @Test
  void c35TellsInTheStreamThatThereIsNoSuchProgram(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, "{\"Cmd\":[\"no-such-program\"],\"AttachStderr\":true}");

    RawResponse response = start(api, exec);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains("executable file not found in $PATH");
    assertThat(inspect(api, exec).path("ExitCode").asInt()).isEqualTo(127);
    Subject.remove(api, container);
  }

  @Test
  void startsOnlyOnce(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, ECHO);
    start(api, exec);

    AnswerAssert.assertThat(start(api, exec)).hasStatus(409).says("has been started before");
    Subject.remove(api, container);
  }

  @Test
  void doesNotStartInAContainerThatHasEnded(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, ECHO);
    api.call("POST /containers/%s/kill".formatted(container));
    api.call("POST /containers/%s/wait".formatted(container));

    AnswerAssert.assertThat(start(api, exec)).hasStatus(409).says("is not running");
    Subject.remove(api, container);
  }

  @Test
  void goesWithItsContainer(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, ECHO);
    Subject.remove(api, container);

    AnswerAssert.assertThat(start(api, exec)).hasStatus(404).says("No such exec instance: " + exec);
    AnswerAssert.assertThat(api.call("GET /exec/%s/json".formatted(exec))).hasStatus(404);
  }

  @Test
  void c33RunsOnATerminalWithoutFrames(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec =
        create(
            api,
            container,
            "{\"Cmd\":[\"sh\",\"-c\",\"tty; stty size; echo $TERM; exit 4\"],\"Tty\":true,"
                + "\"AttachStdout\":true,\"ConsoleSize\":[30,90]}");

    RawResponse response = api.call("POST /v1.44/exec/%s/start".formatted(exec), "{\"Tty\":true}");

    assertThat(response.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
    assertThat(response.body()).isEqualTo("/dev/pts/0\r\n30 90\r\nxterm\r\n");
    assertThat(inspect(api, exec).path("ExitCode").asInt()).isEqualTo(4);
    assertThat(inspect(api, exec).path("ProcessConfig").path("tty").asBoolean()).isTrue();
    Subject.remove(api, container);
  }

  @Test
  void resizesUntilItHasEnded(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec =
        create(api, container, "{\"Cmd\":[\"stty\",\"size\"],\"Tty\":true,\"AttachStdout\":true}");

    RawResponse before = api.call("POST /exec/%s/resize?h=31&w=91".formatted(exec));
    RawResponse response = api.call("POST /exec/%s/start".formatted(exec), "{\"Tty\":true}");
    RawResponse after = api.call("POST /exec/%s/resize?h=31&w=91".formatted(exec));

    AnswerAssert.assertThat(before).hasStatus(200);
    assertThat(response.body()).isEqualTo("31 91\r\n");
    AnswerAssert.assertThat(after).hasStatus(409).says("is not running");
    Subject.remove(api, container);
  }

  @Test
  void endsItsInputWithTheClients(Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec =
        create(
            api,
            container,
            "{\"Cmd\":[\"sh\",\"-c\",\"cat; echo end\"],\"AttachStdin\":true,"
                + "\"AttachStdout\":true}");

    try (RawClient client = api.connect()) {
      client.send(
          RawClient.request(
              "POST",
              "/exec/%s/start".formatted(exec),
              "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\n",
              "{}"));
      client.head();
      client.send("typed\n").endInput();

      assertThat(client.rest()).contains("typed\n", "end\n");
    }
    Subject.remove(api, container);
  }

  @ParameterizedTest(name = "{0} sees {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Privileged":true,"Cmd":["grep","^CapEff:.*1ffff","/proc/self/status"] | CapEff
          "User":"1000:7","Cmd":["id","-g"]                         | 7
          "WorkingDir":"/tmp","Cmd":["pwd"]                         | /tmp
          "Env":["X=from exec"],"Cmd":["sh","-c","echo $X"]         | from exec
          """)
  void hasWhatTheRequestSays(String fields, String says, Api api) throws IOException {
    if (fields.contains("User")) {
      OtherUsers.assumeThatThereAreSome();
    }
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, "{\"AttachStdout\":true,%s}".formatted(fields));

    assertThat(start(api, exec).body()).contains(says);
    Subject.remove(api, container);
  }

  @ParameterizedTest(name = "C43 tells of {1}, which ends with {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "sh","-c","exit 7" | sh -c exit 7    | 7
          "no-such-program"  | no-such-program | 127
          """)
  void c43TellsOfItsLife(String command, String words, String code, Api api) throws IOException {
    String container = Subject.RUNNING.make(api);
    String exec = create(api, container, "{\"Cmd\":[%s]}".formatted(command));
    start(api, exec);

    List<JsonNode> events = events(api, container);

    assertThat(events)
        .extracting(event -> event.path("Action").asText())
        .containsExactly("exec_create: " + words, "exec_start: " + words, "exec_die");
    assertThat(events)
        .extracting(event -> event.path("Actor").path("Attributes").path("execID").asText())
        .containsOnly(exec);
    assertThat(events.get(2).path("Actor").path("Attributes").path("exitCode").asText())
        .isEqualTo(code);
    Subject.remove(api, container);
  }

  @Test
  void c43TellsOfHealthProbes(Api api) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"NetworkMode\":\"none\"},"
                .formatted(Api.IMAGE)
            + "\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"],\"Interval\":100000000}}";
    String container = api.json("POST /containers/create", body).path("Id").asText();
    api.call("POST /containers/%s/start".formatted(container));

    await(() -> events(api, container).size() >= 3);

    assertThat(events(api, container).subList(0, 3))
        .extracting(event -> event.path("Action").asText())
        .containsExactly("exec_create: true", "exec_start: true", "exec_die");
    Subject.remove(api, container);
  }

  private static void await(Callable<Boolean> condition) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (!condition.call()) {
            Thread.onSpinWait();
          }
        });
  }

  private static List<JsonNode> events(Api api, String container) throws IOException {
    long now = System.currentTimeMillis() / 1000 + 1;
    String filters =
        "{\"container\":[\"%s\"],\"event\":[\"exec_create\",\"exec_start\",\"exec_die\"]}"
            .formatted(container);
    String lines =
        api.call(
                "GET /events?since=%d&until=%d&filters=%s"
                    .formatted(now - 600, now, Api.encoded(filters)))
            .body();
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      events.add(Api.read(line));
    }
    return events;
  }

  @Test
  void runsInTheHostsNetwork(Api api) throws IOException {
    String container = new Confined(api).started("'NetworkMode':'host'", "sleep 1000");
    String exec =
        create(
            api, container, "{\"Cmd\":[\"readlink\",\"/proc/self/ns/net\"],\"AttachStdout\":true}");

    String body = start(api, exec).body();

    assertThat(body).contains(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    Subject.remove(api, container);
  }

  @Test
  void knowsNoOther(Api api) throws IOException {
    AnswerAssert.assertThat(start(api, "nonesuch"))
        .hasStatus(404)
        .says("No such exec instance: nonesuch");
    AnswerAssert.assertThat(api.call("GET /exec/nonesuch/json")).hasStatus(404);
  }
}
