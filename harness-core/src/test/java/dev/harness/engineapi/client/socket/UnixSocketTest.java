package dev.harness.engineapi.client.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.EngineUnreachableException;
import dev.harness.engineapi.client.LogSelection;
import dev.harness.engineapi.client.PendingExit;
import dev.harness.engineapi.client.ProcessOutput;
import dev.harness.engineapi.client.ScriptedEngine;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class UnixSocketTest {
  private static final String PONG =
      "HTTP/1.1 200 OK\r\nApi-Version: 1.44\r\nContent-Length: 2\r\n\r\nOK";

  @TempDir Path directory;

  @Test
  void keepsOneConnectionForManyRequests() throws Exception {
    Path path = directory.resolve("engine.sock");
    try (ScriptedEngine engine = new ScriptedEngine(path, PONG, PONG);
        EngineClient client = new EngineClient(new EngineAddress.UnixSocketAddress(path))) {

      assertThat(client.system().ping()).isEqualTo("1.44");
      assertThat(client.system().ping()).isEqualTo("1.44");

      assertThat(engine.connections()).isEqualTo(1);
      assertThat(engine.requests().get(0)).startsWith("GET /v1.44/_ping HTTP/1.1\r\n");
    }
  }

  @RepeatedTest(100)
  void endsAStreamThatAnotherThreadCloses() throws Exception {
    Path path = directory.resolve("engine.sock");
    String endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (ScriptedEngine engine = new ScriptedEngine(path, endless);
        EngineClient client = new EngineClient(new EngineAddress.UnixSocketAddress(path));
        ProcessOutput output =
            client.containers().logs("db", LogSelection.followFrom(Instant.EPOCH))) {
      engine.awaitAnswers();
      CompletableFuture<Boolean> ended =
          CompletableFuture.supplyAsync(() -> output.next().isEmpty());

      output.close();

      assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void endsWaitingForAnExitThatAnotherThreadCloses() throws Exception {
    Path path = directory.resolve("engine.sock");
    String endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (ScriptedEngine engine = new ScriptedEngine(path, endless);
        EngineClient client = new EngineClient(new EngineAddress.UnixSocketAddress(path))) {
      try (PendingExit exit = client.containers().awaitExit("db")) {
        engine.awaitAnswers();
        CompletableFuture<Boolean> ended =
            CompletableFuture.supplyAsync(() -> exit.await().isEmpty());

        exit.close();

        assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void tellsThatNobodyListens() {
    Path path = directory.resolve("nobody.sock");
    try (EngineClient client = new EngineClient(new EngineAddress.UnixSocketAddress(path))) {

      assertThatThrownBy(() -> client.system().ping())
          .isInstanceOf(EngineUnreachableException.class)
          .hasMessageStartingWith(
              "Cannot reach the engine: the connection to the engine at unix://" + path);
    }
  }

  @Test
  void givesUpReadingAfterTheTimeout() throws Exception {
    try (SocketPair pair = new SocketPair(directory.resolve("s"))) {
      pair.near().setSoTimeout(20);

      assertThatThrownBy(() -> pair.near().getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("the engine did not answer in 20 ms");
    }
  }

  @Test
  void readsWhileAnotherThreadWritesMoreThanFits() throws Exception {
    try (SocketPair pair = new SocketPair(directory.resolve("s"))) {
      byte[] much = new byte[4 << 20];
      CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(pair::read);
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> pair.write(much));

      pair.farWrites((byte) 7);

      assertThat(reading.get(5, TimeUnit.SECONDS)).isEqualTo(7);
      pair.farReads(much.length);
      writing.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingEndsAWaitingRead() throws Exception {
    try (SocketPair pair = new SocketPair(directory.resolve("s"))) {
      CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(pair::read);

      pair.near().close();

      assertThatThrownBy(() -> reading.get(5, TimeUnit.SECONDS))
          .rootCause()
          .isInstanceOfAny(
              SocketException.class, ClosedChannelException.class, ClosedSelectorException.class);
    }
  }
}
