package dev.harness.runtime.net.publish;

import static dev.harness.runtime.net.testing.PublishingContainer.PORT;
import static dev.harness.runtime.net.testing.PublishingContainer.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.relay.Faults;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults of a published port, behind which a server echoes. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsIT {
  private final PublishingContainer container = new PublishingContainer();
  private EchoServer server;
  private Publication publication;

  @BeforeEach
  void open() {
    server = EchoServer.listen(container.namespace(), PORT);
    publication = container.publishListening();
  }

  @AfterEach
  void close() throws IOException {
    publication.close();
    server.close();
    container.close();
  }

  private static Faults.Setting setting(int latencyMillis, long bytesPerSecond, boolean cut) {
    return new Faults.Setting(Duration.ofMillis(latencyMillis), bytesPerSecond, cut);
  }

  private static long echoMillis(Socket socket, byte[] bytes) throws Exception {
    long start = System.nanoTime();
    Thread writer =
        new Thread(
            () -> {
              try {
                socket.getOutputStream().write(bytes);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    writer.join();
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void delaysBothDirections() throws Exception {
    try (Socket socket = connect(publication)) {
      echoMillis(socket, random(10));

      container.faults().set(setting(150, 0, false));

      assertThat(echoMillis(socket, random(10))).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void delaysManyBytesNoMoreThanFew() throws Exception {
    try (Socket socket = connect(publication)) {
      container.faults().set(setting(500, 0, false));

      assertThat(echoMillis(socket, random(2 << 20))).isBetween(1000L, 10_000L);
    }
  }

  @Test
  void limitsTheBandwidth() throws Exception {
    try (Socket socket = connect(publication)) {
      container.faults().set(setting(0, 100_000, false));

      assertThat(echoMillis(socket, random(100_000))).isGreaterThanOrEqualTo(900);
    }
  }

  @Test
  void holdsUpWhatIsCutUntilItIsRestored() throws Exception {
    byte[] much = random(3 << 20);
    try (Socket socket = connect(publication)) {
      echoMillis(socket, much);
      socket.setSoTimeout(300);

      container.faults().set(setting(0, 0, true));
      socket.getOutputStream().write(7);

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(10_000);
      container.faults().set(Faults.Setting.NONE);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
      assertThat(echoMillis(socket, much)).isNotNegative();
    }
  }

  @Test
  void resetsConnections() throws Exception {
    try (Socket socket = connect(publication)) {
      echoMillis(socket, random(10));

      container.faults().reset();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      try (Socket another = connect(publication)) {
        assertThat(echoMillis(another, random(10))).isNotNegative();
      }
    }
  }

  @Test
  void endsConnectionsThatAreCutWithTheirPort() throws Exception {
    container.faults().set(setting(0, 0, true));
    try (Socket socket = connect(publication)) {
      socket.getOutputStream().write(7);

      publication.close();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }
}
