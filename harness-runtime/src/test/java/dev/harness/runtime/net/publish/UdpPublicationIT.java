package dev.harness.runtime.net.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.testing.PublishingContainer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UDP ports of a container, from the host. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpPublicationIT {
  private static final ContainerPort PORT = ContainerPort.parse("5353/udp");

  private final PublishingContainer container = new PublishingContainer();

  @AfterEach
  void close() {
    container.close();
  }

  private DatagramSocket listen() throws IOException {
    DatagramSocket server = container.namespace().call(() -> new DatagramSocket(PORT.number()));
    server.setSoTimeout(10_000);
    return server;
  }

  private static DatagramSocket client(InetSocketAddress address) throws IOException {
    DatagramSocket client = new DatagramSocket();
    client.connect(address);
    client.setSoTimeout(10_000);
    return client;
  }

  private static void send(DatagramSocket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    socket.send(new DatagramPacket(bytes, bytes.length));
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    socket.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void answer(DatagramSocket server) throws IOException {
    DatagramPacket asked = receive(server);
    byte[] answer = ("re: " + text(asked)).getBytes(StandardCharsets.US_ASCII);
    server.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
  }

  @Test
  void leadsBothLoopbackAddressesIntoTheContainer() throws Exception {
    try (DatagramSocket server = listen();
        Publication publication = container.publish(Reservation.onLoopback(PORT, 0))) {
      publication.listening().toCompletableFuture().get(10, TimeUnit.SECONDS);
      for (InetSocketAddress address : publication.addresses()) {
        try (DatagramSocket client = client(address)) {
          send(client, "hello");
          answer(server);

          assertThat(text(receive(client))).isEqualTo("re: hello");
        }
      }
    }
  }

  @Test
  void answersEachClient() throws Exception {
    try (DatagramSocket server = listen();
        Publication publication = container.publish(Reservation.onLoopback(PORT, 0));
        DatagramSocket one = client(publication.addresses().get(0));
        DatagramSocket two = client(publication.addresses().get(0))) {
      send(one, "one");
      answer(server);
      send(two, "two");
      answer(server);

      assertThat(List.of(text(receive(one)), text(receive(two))))
          .containsExactly("re: one", "re: two");
    }
  }

  @Test
  void keepsWhatComesBeforeTheContainerListens() throws Exception {
    try (Publication publication = container.publish(Reservation.onLoopback(PORT, 0));
        DatagramSocket client = client(publication.addresses().get(0))) {
      send(client, "early");
      try (DatagramSocket server = listen()) {
        answer(server);

        assertThat(text(receive(client))).isEqualTo("re: early");
      }
    }
  }

  @Test
  void waitsForNobodyWhereThatIsAskedFor() throws Exception {
    try (Publication publication =
            container.publish(Reservation.onLoopback(PORT, 0), Publisher.Opening.AT_ONCE);
        DatagramSocket client = client(publication.addresses().get(0))) {
      assertThat(publication.listening().toCompletableFuture()).isCompleted();

      try (DatagramSocket server = listen()) {
        send(client, "taken");
        answer(server);

        assertThat(text(receive(client))).isEqualTo("re: taken");
      }
    }
  }

  @Test
  void freesThePortWhenClosed() throws Exception {
    Publication publication = container.publish(Reservation.onLoopback(PORT, 0));
    int port = publication.addresses().get(0).getPort();

    publication.close();

    try (Reservation again = Reservation.onLoopback(PORT, port)) {
      assertThat(again.hostPort()).isEqualTo(port);
    }
  }

  @Test
  void hasTheSameNumberAsATcpPort() {
    try (Reservation tcp = Reservation.onLoopback(ContainerPort.tcp(5353), 0);
        Reservation udp = Reservation.onLoopback(PORT, tcp.hostPort())) {
      assertThat(udp.hostPort()).isEqualTo(tcp.hostPort());
    }
  }
}
