package dev.harness.runtime.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.output.LogSink;
import dev.harness.runtime.engine.output.LogSource;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LogAnswerTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00.5Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private final CountDownLatch readingEnded = new CountDownLatch(1);
  private LogSource log;
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    log = new LogSource(directory.resolve("output.log"), NOW);
    server =
        new ServerFixture(
            Router.builder()
                .add("GET", "/logs", request -> LogAnswer.of(request, false, this::read))
                .build());
  }

  private void read(LogQuery query, LogSink sink) throws IOException, InterruptedException {
    try {
      log.read(query, sink);
    } finally {
      readingEnded.countDown();
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    log.close();
  }

  @Test
  void framesTheStreamsInTheirOrder() throws IOException {
    log.append(OutputStreamKind.STDOUT, "out\n").append(OutputStreamKind.STDERR, "oops\n");

    RawResponse response = server.connect().get("/v1.44/logs?stdout=1&stderr=true");

    assertThat(response.header("Content-Type"))
        .isEqualTo("application/vnd.docker.multiplexed-stream");
    assertThat(response.body()).isEqualTo("\1\0\0\0\0\0\0\4out\n\2\0\0\0\0\0\0\5oops\n");
  }

  @Test
  void namesTheOlderTypeToOlderClients() throws IOException {
    RawResponse response = server.connect().get("/v1.41/logs?stdout=1");

    assertThat(response.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
  }

  @Test
  void givesTheWantedStreamsOnly() throws IOException {
    log.append(OutputStreamKind.STDOUT, "out\n").append(OutputStreamKind.STDERR, "oops\n");

    assertThat(server.connect().get("/logs?stderr=1").body()).isEqualTo("\2\0\0\0\0\0\0\5oops\n");
  }

  @Test
  void givesTheLastEntries() throws IOException {
    log.append(OutputStreamKind.STDOUT, "1\n").append(OutputStreamKind.STDOUT, "2\n");
    RawClient client = server.connect();

    assertThat(client.get("/logs?stdout=1&tail=1").body()).isEqualTo("\1\0\0\0\0\0\0\0022\n");
    assertThat(client.get("/logs?stdout=1&tail=0").body()).isEmpty();
    assertThat(client.get("/logs?stdout=1&tail=all").body()).hasSize(20);
    assertThat(client.get("/logs?stdout=1&tail=-1").body()).hasSize(20);
  }

  @Test
  void putsTimesBeforeTheEntries() throws IOException {
    log.append(OutputStreamKind.STDOUT, "hi\n");

    assertThat(server.connect().get("/logs?stdout=1&timestamps=1").body())
        .isEqualTo("\1\0\0\0\0\0\0\0422026-01-31T12:00:00.500000000Z hi\n");
  }

  @Test
  void givesNothingFromBeforeSince() throws IOException {
    log.append(OutputStreamKind.STDOUT, "hi\n");
    RawClient client = server.connect();

    assertThat(client.get("/logs?stdout=1&since=1769860800.6").body()).isEmpty();
    assertThat(client.get("/logs?stdout=1&since=2026-01-31T12:00:00Z").body()).hasSize(11);
    assertThat(client.get("/logs?stdout=1&since=0&until=0").body()).hasSize(11);
  }

  @Test
  void followsUntilTheEnd() throws IOException {
    log.append(OutputStreamKind.STDOUT, "1\n");
    RawClient client = server.connect().send("GET /logs?stdout=1&follow=1 HTTP/1.1\r\n\r\n");
    client.head();

    String first = client.chunk();
    log.append(OutputStreamKind.STDOUT, "2\n");
    String second = client.chunk();
    log.end();

    assertThat(first).endsWith("1\n");
    assertThat(second).endsWith("2\n");
    assertThat(client.chunk()).isEmpty();
  }

  @Test
  void stopsFollowingWhenTheClientGoes() throws Exception {
    log.append(OutputStreamKind.STDOUT, "1\n");
    RawClient client = server.connect().send("GET /logs?stdout=1&follow=1 HTTP/1.1\r\n\r\n");
    client.head();
    client.chunk();

    client.close();

    assertThat(readingEnded.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesToGiveNoStream() throws IOException {
    RawResponse response = server.connect().get("/logs?follow=1");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("you must choose at least one stream");
  }
}
