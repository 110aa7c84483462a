package dev.harness.runtime.net.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Callable;

/** What a client sees of a listener that takes connections and resets them. */
public final class Resets {
  private Resets() {}

  /**
   * Connects and reads. The reset may be there before {@code connect} has looked at the connection
   * that the kernel made for it, so that either of the two may tell of it.
   */
  public static void assertResets(Callable<Socket> connect) {
    assertThatThrownBy(
            () -> {
              try (Socket socket = connect.call()) {
                socket.getInputStream().read();
              }
            })
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
