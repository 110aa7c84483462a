package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attaching to containers, with terminals and without (C33), and leaving them. */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
@Timeout(60)
class TerminalContractIT {
  private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n";
  private static final String ALL = "stream=1&stdin=1&stdout=1&stderr=1";

  @ParameterizedTest(name = "{0}: {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUNNING | POST /containers/{id}/resize?h=24&w=80     | 200 |
          RUNNING | POST /containers/{id}/resize?h=24          | 400 | parameter w is missing
          RUNNING | POST /containers/{id}/resize?h=24&w=wide   | 400 | wide
          RUNNING | POST /containers/{id}/resize?h=24&w=70000  | 400 | a terminal cannot have 70000 columns
          CREATED | POST /containers/{id}/resize?h=24&w=80     | 409 | is not running
          EXITED  | POST /containers/{id}/resize?h=24&w=80     | 409 | is not running
          ABSENT  | POST /containers/{id}/resize?h=24&w=80     | 404 | No such container: nonesuch

          EXITED  | POST /containers/{id}/attach               | 400 | Either the stream or logs flag must be set
          EXITED  | POST /containers/{id}/attach?logs=1        | 200 |
          RUNNING | POST /containers/{id}/attach?stream=1&detachKeys=ctrl- | 400 | Invalid detach keys (ctrl-) provided
          ABSENT  | POST /containers/{id}/attach?stream=1      | 404 | No such container: nonesuch
          """)
  void answers(Subject subject, String request, int status, @Nullable String says, Api api)
      throws IOException {
    String id = subject.make(api);

    RawResponse response = api.call(request.replace("{id}", id));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    Subject.remove(api, id);
  }

  private static String create(Api api, String fields, String script) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"%s\"],%s,\"HostConfig\":{\"NetworkMode\":\"none\","
                .formatted(Api.IMAGE, script, fields)
            + "\"ConsoleSize\":[24,80]}}";
    return api.json("POST /containers/create", body).path("Id").asText();
  }

  private static void start(Api api, String id) throws IOException {
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(id))).hasStatus(204);
  }

  private static RawClient attach(Api api, String id, String query) throws IOException {
    RawClient client = api.connect();
    client.send(
        RawClient.request(
            "POST", "/v1.44/containers/%s/attach?%s".formatted(id, query), UPGRADE, ""));
    return client;
  }

  private static int exitCode(Api api, String id) throws IOException {
    return api.json("POST /containers/%s/wait".formatted(id)).path("StatusCode").asInt();
  }

  @Test
  void c33TypesOnATerminal(Api api) throws IOException {
    String id =
        create(
            api,
            "\"Tty\":true,\"OpenStdin\":true",
            "tty; stty size; echo $TERM; printf '? '; read x; exit $x");

    try (RawClient client = attach(api, id, ALL)) {
      RawResponse head = client.head();
      start(api, id);
      String asked = client.text("/dev/pts/0\r\n24 80\r\nxterm\r\n? ".length());
      client.send("5\n");

      assertThat(head.status()).isEqualTo(101);
      assertThat(head.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
      assertThat(asked).isEqualTo("/dev/pts/0\r\n24 80\r\nxterm\r\n? ");
      assertThat(client.rest()).isEqualTo("5\r\n");
    }
    assertThat(exitCode(api, id)).isEqualTo(5);
    assertThat(api.call("GET /v1.44/containers/%s/logs?stdout=1".formatted(id)).body())
        .endsWith("? 5\r\n");
    Subject.remove(api, id);
  }

  @Test
  void c43ResizesAndTells(Api api) throws IOException {
    String id =
        create(
            api,
            "\"Tty\":true,\"OpenStdin\":true",
            "trap 'stty size; exit 0' WINCH; echo ready; while true; do read x; done");

    try (RawClient client = attach(api, id, ALL)) {
      client.head();
      start(api, id);
      client.text("ready\r\n".length());
      api.call("POST /containers/%s/resize?h=50&w=132".formatted(id));
      client.send("\n");

      assertThat(client.rest()).contains("50 132\r\n");
    }
    JsonNode event =
        api.json(
            "GET /events?since=1&until=%d&filters=%s"
                .formatted(
                    System.currentTimeMillis() / 1000 + 1,
                    Api.encoded("{\"container\":[\"%s\"],\"event\":[\"resize\"]}".formatted(id))));
    assertThat(event.path("Actor").path("Attributes").path("width").asText()).isEqualTo("132");
    Subject.remove(api, id);
  }

  @Test
  void h53AnswersInAStormOfResizing(Api api) throws IOException {
    String id = create(api, "\"Tty\":true,\"OpenStdin\":true", "read x; stty size");
    start(api, id);

    for (int i = 1; i <= 1000; i++) {
      api.call("POST /containers/%s/resize?h=%d&w=80".formatted(id, i));
    }

    AnswerAssert.assertThat(api.call("GET /_ping")).hasStatus(200).says("OK");
    try (RawClient client = attach(api, id, ALL)) {
      client.head();
      client.send("\n");

      assertThat(client.rest()).contains("1000 80\r\n");
    }
    Subject.remove(api, id);
  }

  @Test
  void endsTheInputWithThatOfTheFirstClient(Api api) throws IOException {
    String id = create(api, "\"OpenStdin\":true,\"StdinOnce\":true", "cat; echo end; exit 3");

    try (RawClient client = attach(api, id, ALL)) {
      client.head();
      client.send("early\n").endInput();
      start(api, id);

      assertThat(client.rest())
          .isEqualTo("\u0001\0\0\0\0\0\0\u0006early\n\u0001\0\0\0\0\0\0\u0004end\n");
    }
    assertThat(exitCode(api, id)).isEqualTo(3);
    Subject.remove(api, id);
  }

  @Test
  void keepsTheInputOpenWhenAClientLeaves(Api api) throws IOException {
    String id = create(api, "\"OpenStdin\":true", "read x; echo one $x; read x; echo two $x");
    start(api, id);

    try (RawClient client = attach(api, id, ALL)) {
      client.head();
      client.send("a\n");
      client.text("\u0001\0\0\0\0\0\0\u0006one a\n".length());
      client.endInput();

      assertThat(client.rest()).isEmpty();
    }
    try (RawClient client = attach(api, id, ALL)) {
      client.head();
      client.send("b\n");

      assertThat(client.rest()).contains("two b\n");
    }
    Subject.remove(api, id);
  }

  @Test
  void letsSeveralClientsTypeAndListen(Api api) throws IOException {
    String id = create(api, "\"OpenStdin\":true", "read x; echo got $x");
    start(api, id);

    try (RawClient first = attach(api, id, ALL);
        RawClient second = attach(api, id, ALL)) {
      first.head();
      second.head();
      second.send("it\n");

      assertThat(first.rest()).contains("got it\n");
      assertThat(second.rest()).contains("got it\n");
    }
    Subject.remove(api, id);
  }

  @Test
  void doesNotWaitForAClientThatDoesNotRead(Api api) throws IOException {
    String id = create(api, "\"OpenStdin\":true", "read x; head -c 8000000 /dev/zero; exit 6");
    start(api, id);

    try (RawClient deaf = attach(api, id, ALL)) {
      deaf.head();
      deaf.send("go\n");

      assertThat(exitCode(api, id)).isEqualTo(6);
    }
    Subject.remove(api, id);
  }

  @Test
  void letsAClientLeaveByItsKeys(Api api) throws IOException {
    String id = create(api, "\"Tty\":true,\"OpenStdin\":true", "read x; exit 7");
    start(api, id);

    try (RawClient client = attach(api, id, ALL + "&detachKeys=a,b")) {
      client.head();
      client.send("ab");

      assertThat(client.rest()).isEmpty();
    }
    assertThat(api.call("GET /containers/%s/json".formatted(id)).body())
        .contains("\"Status\":\"running\"");
    Subject.remove(api, id);
  }
}
