package dev.harness.runtime.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HijackTest {
  private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  /** Sends back what comes, then a farewell once the client has closed its side. */
  private static Answer echo(Request request) throws IOException {
    request.jsonOrEmpty(Map.class);
    return Answer.hijack(
        "application/vnd.docker.raw-stream",
        connection -> {
          connection.input().transferTo(connection.output());
          connection.output().write("bye".getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void switchesToBytesWhenTheClientAsks() throws IOException {
    try (ServerFixture server = new ServerFixture(HijackTest::echo)) {
      RawClient client = server.connect();

      RawResponse head = client.send(RawClient.request("POST", "/", UPGRADE + JSON, "{}")).head();

      assertThat(head.status()).isEqualTo(101);
      assertThat(head.reason()).isEqualTo("UPGRADED");
      assertThat(head.header("Connection")).isEqualTo("Upgrade");
      assertThat(head.header("Upgrade")).isEqualTo("tcp");
      assertThat(head.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
      assertThat(client.send("ping").text(4)).isEqualTo("ping");
      assertThat(client.send("\0\u0001 HTTP/1.1").text(11)).isEqualTo("\0\u0001 HTTP/1.1");
    }
  }

  @Test
  void keepsTheOutputWhenTheInputHasEnded() throws IOException {
    try (ServerFixture server = new ServerFixture(HijackTest::echo)) {
      RawClient client = server.connect();
      client.send(RawClient.request("POST", "/", UPGRADE + JSON, "{}")).head();

      client.send("last words").endInput();

      assertThat(client.rest()).isEqualTo("last wordsbye");
    }
  }

  @Test
  void takesInputThatCameTogetherWithTheRequest() throws IOException {
    try (ServerFixture server = new ServerFixture(HijackTest::echo)) {
      RawClient client = server.connect();

      client.send(RawClient.request("POST", "/", UPGRADE + JSON, "{}") + "eager").endInput();

      assertThat(client.head().status()).isEqualTo(101);
      assertThat(client.rest()).isEqualTo("eagerbye");
    }
  }

  @Test
  void answersPlainlyWithoutAnUpgrade() throws IOException {
    try (ServerFixture server = new ServerFixture(HijackTest::echo)) {
      RawClient client = server.connect();

      RawResponse head = client.send(RawClient.request("POST", "/", JSON, "{}")).head();
      client.send("x").endInput();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Connection")).isEqualTo("close");
      assertThat(head.headers()).doesNotContainKeys("Transfer-Encoding", "Content-Length");
      assertThat(client.rest()).isEqualTo("xbye");
    }
  }

  @Test
  void endsAlthoughTheClientStillSends() throws IOException {
    try (ServerFixture server =
        new ServerFixture(
            request -> Answer.hijack("text/plain", c -> c.output().write(new byte[] {'o', 'k'})))) {
      RawClient client = server.connect();

      client.send("POST / HTTP/1.1\r\n" + UPGRADE + "\r\n").head();
      client.send("unread".repeat(1000));

      assertThat(client.rest()).isEqualTo("ok");
    }
  }

  @Test
  void refusesBeforeItSwitches() throws IOException {
    try (ServerFixture server =
        new ServerFixture(
            request -> {
              throw new IllegalStateException("the container is paused");
            })) {
      RawResponse response =
          server.connect().send(RawClient.request("POST", "/", UPGRADE + JSON, "{}")).response();

      assertThat(response.status()).isEqualTo(409);
      assertThat(response.body()).isEqualTo("{\"message\":\"the container is paused\"}");
    }
  }

  @Test
  void takesMegabytesBothWays() throws Exception {
    try (ServerFixture server = new ServerFixture(HijackTest::echo)) {
      RawClient client = server.connect();
      client.send(RawClient.request("POST", "/", UPGRADE + JSON, "{}")).head();
      Thread sender =
          new Thread(
              () -> {
                try {
                  client.send(new byte[8 << 20]).endInput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });

      sender.start();
      String received = client.rest();
      sender.join();

      assertThat(received).hasSize((8 << 20) + 3);
    }
  }

  /** Waits for nothing, until it is interrupted. */
  private static Answer silence(CountDownLatch begun, CompletableFuture<Void> ended) {
    return Answer.hijack(
        "text/plain",
        connection -> {
          try {
            connection.whileConnected(
                () -> {
                  begun.countDown();
                  new CountDownLatch(1).await();
                });
          } finally {
            ended.complete(null);
          }
        });
  }

  @Test
  @Timeout(20)
  void noticesThatASilentClientHasGone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (ServerFixture server = new ServerFixture(request -> silence(begun, ended))) {
      RawClient client = server.connect();
      client.send("POST / HTTP/1.1\r\n" + UPGRADE + "\r\n").head();
      client.endInput();
      begun.await();

      assertThatThrownBy(() -> ended.get(600, TimeUnit.MILLISECONDS))
          .as("it only has nothing to say")
          .isInstanceOf(TimeoutException.class);
      client.close();

      ended.get(10, TimeUnit.SECONDS);
    }
  }
}
