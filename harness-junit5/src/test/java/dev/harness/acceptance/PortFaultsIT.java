package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.Faults;
import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that a test puts into a published port, behind which a server echoes. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class PortFaultsIT {
  private static final int PORT = 7000;

  @Container(
      image = "debian.internal/busybox",
      ports = PORT,
      command = {"nc", "-ll", "-p", "7000", "-e", "cat"})
  RunningContainer echo;

  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    socket = new Socket(echo.host(), echo.port(PORT));
    socket.setSoTimeout(10_000);
    assertThat(echoMillis()).isNotNegative();
  }

  private long echoMillis() throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** One of several: on a busy machine each may have to wait for a processor. */
  private long fastestEchoMillis() throws IOException {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      fastest = Math.min(fastest, echoMillis());
    }
    return fastest;
  }

  @Test
  void delays() throws IOException {
    try (Faults faults = echo.faults(PORT)) {
      faults.latency(Duration.ofMillis(100));

      assertThat(echoMillis()).isGreaterThanOrEqualTo(200);
    }
    assertThat(fastestEchoMillis()).isLessThan(200);
  }

  @Test
  void limitsTheBandwidth() throws IOException {
    byte[] bytes = new byte[30_000];
    try (Faults faults = echo.faults(PORT)) {
      faults.bandwidth(50_000);
      long start = System.nanoTime();

      socket.getOutputStream().write(bytes);

      assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
      assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void cutsAndRestores() throws IOException {
    try (Faults faults = echo.faults(PORT)) {
      faults.cut();
      socket.setSoTimeout(300);
      socket.getOutputStream().write(7);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      faults.restore();

      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void resets() {
    try (Faults faults = echo.faults(PORT)) {
      faults.reset();

      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void refusesPortsThatAreNotPublished() {
    assertThatThrownBy(() -> echo.faults(7001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7001");
  }
}
