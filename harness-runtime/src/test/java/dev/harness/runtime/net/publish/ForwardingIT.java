package dev.harness.runtime.net.publish;

import static dev.harness.runtime.net.testing.PublishingContainer.PORT;
import static dev.harness.runtime.net.testing.PublishingContainer.connect;
import static dev.harness.runtime.net.testing.Resets.assertResets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a published port (N17). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForwardingIT {
  private static final byte[] QUESTION = "question".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.US_ASCII);

  private final PublishingContainer container = new PublishingContainer();

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void passesOnTheEndOfEachDirection() throws IOException {
    try (ServerSocket server = container.listen();
        Publication publication = container.publishListening();
        Socket client = connect(publication);
        Socket served = server.accept()) {

      client.getOutputStream().write(QUESTION);
      client.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).isEqualTo(QUESTION);

      served.getOutputStream().write(ANSWER);
      served.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(ANSWER);
    }
  }

  @Test
  void passesOnTheContainersReset() throws IOException {
    try (ServerSocket server = container.listen();
        Publication publication = container.publishListening();
        Socket client = connect(publication)) {

      reset(server.accept());

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void passesOnTheClientsReset() throws IOException {
    try (ServerSocket server = container.listen();
        Publication publication = container.publishListening();
        Socket client = connect(publication);
        Socket served = server.accept()) {

      reset(client);

      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void resetsConnectionThatTheContainerRefuses() throws IOException {
    ServerSocket server = container.listen();
    try (Publication publication = container.publishListening()) {
      server.close();

      assertResets(() -> connect(publication));
    }
  }

  @Test
  void carriesMuchInBothDirectionsAtOnce() throws Exception {
    byte[] data = new byte[16 * 1024 * 1024];
    new Random(1).nextBytes(data);
    try (EchoServer server = EchoServer.listen(container.namespace(), PORT);
        Publication publication = container.publishListening();
        Socket client = connect(publication)) {
      assertThat(server).isNotNull();

      CompletableFuture<Boolean> sent = inBackground(() -> send(client, data));
      byte[] received = client.getInputStream().readNBytes(data.length);

      assertThat(sent.get()).isTrue();
      assertThat(received).isEqualTo(data);
    }
  }

  @Test
  void closesWhileAClientDoesNotRead() throws Exception {
    try (ServerSocket server = container.listen();
        Socket client = new Socket()) {
      Publication publication = container.publishListening();
      client.connect(publication.addresses().get(0));
      Socket served = server.accept();
      CompletableFuture<Boolean> sent =
          inBackground(() -> send(served, new byte[256 * 1024 * 1024]));
      assertThat(client.getInputStream().read()).isZero();

      publication.close();

      assertThat(sent.get()).isFalse();
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static boolean send(Socket socket, byte[] data) {
    try {
      socket.getOutputStream().write(data);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static CompletableFuture<Boolean> inBackground(Supplier<Boolean> task) {
    return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
  }
}
