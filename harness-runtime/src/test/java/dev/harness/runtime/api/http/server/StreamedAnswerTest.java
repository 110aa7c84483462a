package dev.harness.runtime.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamedAnswerTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ServerFixture serving(Answer.StreamWriter writer) throws IOException {
    return new ServerFixture(request -> Answer.stream(200, "application/json", writer));
  }

  @Test
  void sendsWhatIsFlushedAsItComes() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (ServerFixture server =
        serving(
            out -> {
              out.write(bytes("{\"n\":1}\n"));
              out.flush();
              await(read);
              out.write(bytes("{\"n\":2}\n"));
            })) {
      RawClient client = server.connect().send("GET / HTTP/1.1\r\n\r\n");

      RawResponse head = client.head();
      String first = client.chunk();
      read.countDown();

      assertThat(head.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(head.header("Content-Type")).isEqualTo("application/json");
      assertThat(first).isEqualTo("{\"n\":1}\n");
      assertThat(client.chunk()).isEqualTo("{\"n\":2}\n");
      assertThat(client.chunk()).isEmpty();
    }
  }

  @Test
  void sendsTheHeadersBeforeThereIsAnythingToSay() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (ServerFixture server =
        serving(
            out -> {
              out.flush();
              await(read);
              out.write(bytes("{}"));
            })) {
      RawClient client = server.connect().send("POST / HTTP/1.1\r\n\r\n");

      assertThat(client.head().status()).isEqualTo(200);
      read.countDown();
      assertThat(client.chunk()).isEqualTo("{}");
      assertThat(client.chunk()).isEmpty();
      assertThat(client.send("GET / HTTP/1.1\r\n\r\n").response().body()).isEqualTo("{}");
    }
  }

  @Test
  void answersAFailureBeforeTheFirstByteWithItsStatus() throws IOException {
    try (ServerFixture server =
        serving(
            out -> {
              throw new IllegalStateException("nothing to pull");
            })) {
      RawResponse response = server.connect().get("/");

      assertThat(response.status()).isEqualTo(409);
      assertThat(response.body()).isEqualTo("{\"message\":\"nothing to pull\"}");
    }
  }

  @Test
  void breaksOffAfterALateFailure() throws IOException {
    try (ServerFixture server =
        serving(
            out -> {
              out.write(bytes("half"));
              out.flush();
              throw new IllegalStateException("the other half is lost");
            })) {
      RawClient client = server.connect().send("GET / HTTP/1.1\r\n\r\n");
      client.head();

      assertThat(client.chunk()).isEqualTo("half");
      assertThatThrownBy(client::chunk).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void waitsForASlowReader() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] block = new byte[64 << 10];
    int blocks = 256;
    try (ServerFixture server =
        serving(
            out -> {
              for (int i = 0; i < blocks; i++) {
                out.write(block);
                written.addAndGet(block.length);
              }
            })) {
      RawClient client = server.connect().send("GET / HTTP/1.1\r\n\r\n");
      client.head();

      long stalledAt = valueAtRest(written);
      long received = 0;
      for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
        received += chunk.length();
      }

      assertThat(stalledAt).isLessThan(2 << 20);
      assertThat(received).isEqualTo(16 << 20);
    }
  }

  @Test
  void closesInsteadOfChunkingForTheOldProtocol() throws IOException {
    try (ServerFixture server = serving(out -> out.write(bytes("plain")))) {
      RawClient client = server.connect().send("GET / HTTP/1.0\r\n\r\n");

      RawResponse response = client.response();

      assertThat(response.headers()).doesNotContainKey("Transfer-Encoding");
      assertThat(response.body()).isEqualTo("plain");
    }
  }

  @Test
  void sendsNoBodyToAHeadRequest() throws IOException {
    try (ServerFixture server = serving(out -> out.write(bytes("plain")))) {
      RawClient client = server.connect().send("HEAD / HTTP/1.1\r\n\r\n");
      client.head();

      assertThat(client.send("HEAD / HTTP/1.1\r\n\r\n").head().status()).isEqualTo(200);
    }
  }

  @Test
  void interruptsSilentWorkWhenTheClientGoes() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (ServerFixture server =
        serving(
            out ->
                out.whileConnected(
                    () -> {
                      out.flush();
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        interrupted.countDown();
                      }
                    }))) {
      RawClient client = server.connect().send("GET / HTTP/1.1\r\n\r\n");
      client.head();

      client.close();

      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void failsTheWriterWhenTheClientGoes() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (ServerFixture server =
        serving(
            out -> {
              try {
                while (true) {
                  out.write(bytes("more"));
                  out.flush();
                }
              } catch (IOException e) {
                failed.countDown();
                throw e;
              }
            })) {
      RawClient client = server.connect().send("GET / HTTP/1.1\r\n\r\n");
      client.head();

      client.close();

      assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The value once it has not changed for a while. */
  private static long valueAtRest(AtomicLong value) throws InterruptedException {
    long before = -1;
    while (before != value.get() || before == 0) {
      before = value.get();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return before;
  }
}
