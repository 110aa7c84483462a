package dev.harness.engineapi.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that go both ways, with a server that speaks no more HTTP than the test wants. */
@Timeout(20)
class EngineStreamTest {
  private static final String UPGRADED =
      "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

  private final ServerSocket server;
  private final EngineClient client;

  EngineStreamTest() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    client = new EngineClient(new EngineAddress.TcpAddress("localhost", server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void closingDropsTheConnectionAndEndsTheReading() throws Exception {
    CompletableFuture<String> received = CompletableFuture.supplyAsync(this::upgradeAndReadAll);
    ProcessOutput output = client.execs().start("e1", "hello".getBytes(US_ASCII));
    CompletableFuture<Boolean> reading =
        CompletableFuture.supplyAsync(() -> output.next().isEmpty());

    output.close();

    assertThat(reading.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(received.get(5, TimeUnit.SECONDS)).contains("POST /v1.44/exec/e1/start HTTP/1.1");
  }

  @Test
  void readsWhatIsSaidByOneWhoDoesNotWantItsInput() throws Exception {
    CompletableFuture<Void> answering =
        CompletableFuture.runAsync(
            () ->
                upgrade(
                    socket ->
                        socket.getOutputStream().write(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, '!'})));

    try (ProcessOutput output = client.execs().start("e1", new byte[8 << 20])) {
      assertThat(output.next().orElseThrow().payload().get()).isEqualTo((byte) '!');
    }
    answering.get(5, TimeUnit.SECONDS);
  }

  private String upgradeAndReadAll() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    upgrade(socket -> socket.getInputStream().transferTo(bytes), bytes);
    return bytes.toString(US_ASCII);
  }

  private interface Talk {
    void with(Socket socket) throws IOException;
  }

  private void upgrade(Talk talk) {
    upgrade(talk, new ByteArrayOutputStream());
  }

  /** Reads a request to the end of its body, which is an object without others inside. */
  private void upgrade(Talk talk, ByteArrayOutputStream request) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      int next = in.read();
      while (next != '}') {
        request.write(next);
        next = in.read();
      }
      socket.getOutputStream().write(UPGRADED.getBytes(US_ASCII));
      talk.with(socket);
    } catch (IOException e) {
      // The client has dropped the connection, which is what the tests want.
    }
  }
}
