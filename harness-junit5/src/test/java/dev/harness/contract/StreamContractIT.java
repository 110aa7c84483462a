package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that go on while the container does. */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class StreamContractIT {

  private static void request(RawClient client, String request) throws IOException {
    client.send(request + " HTTP/1.1\r\nHost: engine\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void c40WaitAnswersAtOnceAndTellsTheEndWhenItComes(Api api) throws IOException {
    String id = Subject.RUNNING.make(api);

    try (RawClient client = api.connect()) {
      request(client, "POST /containers/%s/wait?condition=next-exit".formatted(id));
      RawResponse head = client.head();
      api.call("POST /containers/%s/kill".formatted(id));

      assertThat(head.status()).isEqualTo(200);
      assertThat(client.chunk()).contains("{\"StatusCode\":137}");
    }
    Subject.remove(api, id);
  }

  @Test
  void c40WaitForRemovalEndsWithIt(Api api) throws IOException {
    String id = Subject.EXITED.make(api);

    try (RawClient client = api.connect()) {
      request(client, "POST /containers/%s/wait?condition=removed".formatted(id));
      RawResponse head = client.head();
      Subject.remove(api, id);

      assertThat(head.status()).isEqualTo(200);
      assertThat(client.chunk()).contains("{\"StatusCode\":3}");
    }
  }

  @Test
  void c41LogsHaveTheWholePastFirstAndEndWithTheContainer(Api api) throws IOException {
    String id =
        api.json(
                "POST /containers/create",
                "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"echo one; sleep 1000\"]}"
                    .formatted(Api.IMAGE))
            .path("Id")
            .asText();
    api.call("POST /containers/%s/start".formatted(id));

    try (RawClient client = api.connect()) {
      request(client, "GET /v1.44/containers/%s/logs?stdout=1&follow=1".formatted(id));
      RawResponse head = client.head();
      String first = client.chunk();
      api.call("POST /containers/%s/kill".formatted(id));

      assertThat(head.header("Content-Type"))
          .isEqualTo("application/vnd.docker.multiplexed-stream");
      assertThat(first).isEqualTo("\u0001\0\0\0\0\0\0\u0004one\n");
      assertThat(client.chunk()).isEmpty();
    }
    Subject.remove(api, id);
  }

  @Test
  void c43EventsComeWhileTheyHappen(Api api) throws IOException {
    try (RawClient client = api.connect()) {
      request(client, "GET /events?filters=" + Api.encoded("{\"event\":[\"create\"]}"));
      RawResponse head = client.head();
      String id = Subject.CREATED.make(api);

      assertThat(head.status()).isEqualTo(200);
      assertThat(client.chunk()).contains("\"Action\":\"create\"", id);
      Subject.remove(api, id);
    }
  }
}
