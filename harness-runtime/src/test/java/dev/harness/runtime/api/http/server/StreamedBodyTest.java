package dev.harness.runtime.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamedBodyTest {
  private static Answer count(Request request) throws IOException {
    long bytes = request.body().transferTo(OutputStream.nullOutputStream());
    return Answer.text(200, bytes + " bytes");
  }

  @Test
  void readsABodyOfManyChunks() throws IOException {
    try (ServerFixture server = new ServerFixture(StreamedBodyTest::count)) {
      RawClient client = server.connect();
      client.send("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");

      for (int i = 0; i < 200; i++) {
        client.send("8000\r\n" + "x".repeat(0x8000) + "\r\n");
      }
      client.send("0\r\n\r\n");

      assertThat(client.response().body()).isEqualTo("6553600 bytes");
      assertThat(client.send(RawClient.request("PUT", "/", "", "abc")).response().body())
          .isEqualTo("3 bytes");
    }
  }

  @Test
  void holdsTheSenderBackWhileNothingIsRead() throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    try (ServerFixture server =
        new ServerFixture(
            request -> {
              awaitUnchecked(mayRead);
              return count(request);
            })) {
      RawClient client = server.connect();
      Thread sender =
          new Thread(
              () -> {
                try {
                  client.send("PUT / HTTP/1.1\r\nContent-Length: 33554432\r\n\r\n");
                  for (int i = 0; i < 512; i++) {
                    client.send(new byte[64 << 10]);
                    sent.addAndGet(64 << 10);
                  }
                } catch (IOException e) {
                  sent.set(Long.MIN_VALUE);
                }
              });
      sender.start();

      long stalledAt = valueAtRest(sent);
      mayRead.countDown();
      RawResponse response = client.response();
      sender.join();

      assertThat(stalledAt).isLessThan(2 << 20);
      assertThat(response.body()).isEqualTo("33554432 bytes");
    }
  }

  @Test
  void asksForTheBodyThatAClientHoldsBack() throws IOException {
    try (ServerFixture server = new ServerFixture(StreamedBodyTest::count)) {
      RawClient client = server.connect();

      client.send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      RawResponse go = client.head();
      client.send("abc");

      assertThat(go.status()).isEqualTo(100);
      assertThat(client.response().body()).isEqualTo("3 bytes");
    }
  }

  @Test
  void answersWhileAnUnwantedBodyStillComes() throws IOException {
    try (ServerFixture server =
        new ServerFixture(
            request -> {
              throw new IllegalStateException("no such container");
            })) {
      RawClient client = server.connect();

      client.send("PUT / HTTP/1.1\r\nContent-Length: 4194304\r\n\r\n");
      client.send(new byte[4 << 20]);
      RawResponse response = client.response();

      assertThat(response.status()).isEqualTo(409);
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(client.endInput().rest()).isEmpty();
    }
  }

  @Test
  void keepsTheConnectionAfterASmallUnwantedBody() throws IOException {
    try (ServerFixture server = new ServerFixture(request -> Answer.empty(204))) {
      RawClient client = server.connect();

      client.send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n");
      client.send("abc");
      RawResponse first = client.head();
      RawResponse second = client.send(RawClient.request("POST", "/", "", "abc")).head();

      assertThat(first.headers()).doesNotContainKey("Connection");
      assertThat(second.status()).isEqualTo(204);
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) throws IOException {
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
