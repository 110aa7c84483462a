package dev.harness.runtime.net.publish;

import static dev.harness.runtime.net.testing.PublishingContainer.PORT;
import static dev.harness.runtime.net.testing.PublishingContainer.connect;
import static dev.harness.runtime.net.testing.Resets.assertResets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.testing.EchoServer;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a host port leads into a container, and when not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublicationIT {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final PublishingContainer container = new PublishingContainer();

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void refusesConnectionsBeforeTheContainerListens() {
    try (Publication publication = container.publish(PORT)) {

      assertThatThrownBy(() -> connect(publication)).isInstanceOf(ConnectException.class);
      assertThat(publication.listening().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void takesConnectionsAtOnceWhereThatIsAskedFor() throws IOException {
    Reservation reservation = Reservation.onLoopback(ContainerPort.tcp(PORT), 0);
    try (Publication publication = container.publish(reservation, Publisher.Opening.AT_ONCE)) {
      assertThat(publication.listening().toCompletableFuture()).isCompleted();

      assertResets(() -> connect(publication));
      try (EchoServer server = EchoServer.listen(container.namespace(), PORT);
          Socket client = connect(publication)) {
        assertThat(server).isNotNull();
        client.getOutputStream().write(HELLO);
        assertThat(client.getInputStream().readNBytes(5)).isEqualTo(HELLO);
      }
    }
  }

  @Test
  void leadsBothLoopbackAddressesIntoTheContainer() throws IOException {
    try (EchoServer server = EchoServer.listen(container.namespace(), PORT);
        Publication publication = container.publishListening()) {
      assertThat(server).isNotNull();
      assertThat(publication.containerPort()).isEqualTo(ContainerPort.tcp(PORT));

      for (InetSocketAddress address : publication.addresses()) {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
          client.getOutputStream().write(HELLO);
          assertThat(client.getInputStream().readNBytes(5)).isEqualTo(HELLO);
        }
      }
    }
  }

  @Test
  void takesNoConnectionThatTheContainerIsNotReadyFor() throws Exception {
    Random delays = new Random(3);
    for (int port = 1000; port < 1200; port++) {
      try (Publication publication = container.publish(port)) {
        CompletableFuture<EchoServer> server = startLater(port, delays.nextInt(15));

        try (Socket client = connectAsSoonAsPossible(publication)) {
          client.getOutputStream().write(7);
          assertThat(client.getInputStream().read()).isEqualTo(7);
        }
        server.get().close();
      }
    }
  }

  @Test
  void ignoresListenerThatOnlyTheContainerReaches() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server =
            container.namespace().call(() -> new ServerSocket(PORT, 1, loopback));
        Publication publication = container.publish(PORT)) {
      assertThat(server.isBound()).isTrue();

      CompletableFuture<Void> listening = publication.listening().toCompletableFuture();

      assertThatThrownBy(() -> listening.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void freesThePortAtOnceAndResetsConnections() throws IOException {
    try (ServerSocket server = container.listen()) {
      Publication publication = container.publishListening();
      int port = publication.addresses().get(0).getPort();
      try (Socket client = connect(publication);
          Socket served = server.accept()) {
        client.getOutputStream().write(1);
        assertThat(served.getInputStream().read()).isEqualTo(1);

        publication.close();
        publication.close();

        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
        assertThatThrownBy(() -> connect(publication)).isInstanceOf(ConnectException.class);
        Reservation again = Reservation.onLoopback(ContainerPort.tcp(PORT), port);
        try (Publication next = container.publish(again)) {
          next.listening().toCompletableFuture().join();
          connect(next).close();
        }
      }
    }
  }

  @Test
  void tellsThatItWasClosedBeforeTheContainerListened() {
    Publication publication = container.publish(PORT);

    publication.close();

    assertThat(publication.listening().toCompletableFuture()).isCompletedExceptionally().isDone();
    assertThatThrownBy(() -> publication.listening().toCompletableFuture().join())
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void refusesReservationThatIsGone() {
    Reservation reservation = Reservation.onLoopback(ContainerPort.tcp(PORT), 0);
    reservation.close();

    assertThatThrownBy(() -> container.publish(reservation))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the reservation for 5432/tcp is gone");
  }

  private CompletableFuture<EchoServer> startLater(int port, int millis) {
    Executor delayed =
        CompletableFuture.delayedExecutor(
            millis, TimeUnit.MILLISECONDS, task -> new Thread(task).start());
    return CompletableFuture.supplyAsync(
        () -> EchoServer.listen(container.namespace(), port), delayed);
  }

  private static Socket connectAsSoonAsPossible(Publication publication) throws IOException {
    while (true) {
      try {
        return connect(publication);
      } catch (ConnectException e) {
        Thread.onSpinWait();
      }
    }
  }
}
