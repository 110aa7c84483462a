package dev.harness.runtime.net.publish;

import static dev.harness.runtime.net.testing.PublishingContainer.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a published port that has many connections at a time (N16). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdedForwardingIT {
  private static final int CROWD = 20;
  private static final int MANY = 300;
  private static final int CROWDED_PORT = 5433;
  private static final int MUCH = 8 * 1024 * 1024;

  private final PublishingContainer container = new PublishingContainer();
  private final List<Socket> crowd = new ArrayList<>();
  private final EchoServer echo = EchoServer.listen(container.namespace(), CROWDED_PORT);
  private final Publication crowded = container.publish(CROWDED_PORT);

  @BeforeEach
  void crowd() throws IOException {
    crowded.listening().toCompletableFuture().join();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(connect(crowded));
      assertEchoes(crowd.get(i));
    }
  }

  @AfterEach
  void close() throws IOException {
    for (Socket client : crowd) {
      client.close();
    }
    crowded.close();
    echo.close();
    container.close();
  }

  @Test
  void sharesOneThread() throws IOException {
    for (Socket client : crowd) {
      assertEchoes(client);
      assertEchoes(client);
    }

    assertThat(threads().filter(name -> name.startsWith("harness-forward")))
        .containsExactly("harness-forward-shared");
  }

  @Test
  void carriesMuchOfOneAndLittleOfOthers() throws Exception {
    byte[] data = new byte[MUCH];
    new Random(1).nextBytes(data);
    Socket client = crowd.get(CROWD - 1);

    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, data));
    for (Socket other : crowd.subList(0, CROWD - 1)) {
      assertEchoes(other);
    }
    byte[] received = client.getInputStream().readNBytes(MUCH);

    assertThat(received).isEqualTo(data);
    sent.get();
    assertEchoes(client);
  }

  @Test
  void waitsForSlowReaderAlone() throws Exception {
    byte[] data = new byte[4 * MUCH];
    new Random(2).nextBytes(data);
    try (ServerSocket server = container.listen();
        Publication publication = container.publishListening();
        Socket client = connect(publication);
        Socket served = server.accept()) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(served, data));

      for (Socket other : crowd) {
        assertEchoes(other);
      }

      assertThat(sent).isNotDone();
      assertThat(client.getInputStream().readNBytes(data.length)).isEqualTo(data);
      sent.get();
    }
  }

  @Test
  void keepsTheOrderOfPiecesOfAllSizes() throws Exception {
    Random random = new Random(3);
    Socket client = crowd.get(CROWD - 1);
    for (int size = 1; size < MUCH; size = size * 3 + 1) {
      byte[] data = new byte[size];
      random.nextBytes(data);

      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, data));

      assertThat(client.getInputStream().readNBytes(size)).isEqualTo(data);
      sent.get();
    }
  }

  @Test
  void hasFaultsFromTheMomentTheyAreSet() throws IOException {
    container.faults().set(new Faults.Setting(Duration.ofMillis(100), 0, false));

    assertThat(millis(crowd.get(CROWD - 1))).isGreaterThanOrEqualTo(200);

    container.faults().set(new Faults.Setting(Duration.ofMinutes(10), 0, false));
    container.faults().set(Faults.Setting.NONE);
    assertEchoes(crowd.get(CROWD - 1));
    assertEchoes(crowd.get(CROWD - 1));
  }

  @Test
  void resetsAllAtOnce() throws IOException {
    container.faults().reset();

    for (Socket client : crowd) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void leavesNothingWhenItIsClosed() throws IOException {
    long before = descriptors();
    for (int i = CROWD; i < MANY; i++) {
      crowd.add(connect(crowded));
      assertEchoes(crowd.get(i));
    }

    crowded.close();

    for (Socket client : crowd) {
      client.close();
    }
    container.endThreads();
    assertThat(threads()).noneMatch(name -> name.startsWith("harness-forward"));
    awaitFewerDescriptors(before);
  }

  /** The server closes its ends when it has seen those of the clients. */
  private static void awaitFewerDescriptors(long before) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (descriptors() >= before && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(descriptors()).isLessThan(before);
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write(7);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  private static long millis(Socket client) throws IOException {
    long begin = System.nanoTime();
    assertEchoes(client);
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static void send(Socket socket, byte[] data) {
    try {
      socket.getOutputStream().write(data);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
