package dev.harness.runtime.net.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.testing.TestNamespace;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The name server in a namespace, over real sockets. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DnsServerIT {
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.11", 53);
  private static final String QUESTION =
      "1234 0100 0001 0000 0000 0000 02 6462 00 0001 0001".replace(" ", "");
  private static final String ANSWER =
      "1234 8180 0001 0001 0000 0000 02 6462 00 0001 0001 c00c 0001 0001 00000258 0004 0a000001"
          .replace(" ", "");

  private final TestNamespace namespace = TestNamespace.create();
  private Hub hub;
  private DnsServer server;
  private AutoCloseable service;

  private record OnlyDb() implements NameSource {
    @Override
    public List<InetAddress> addresses(String name) {
      try {
        InetAddress one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        return name.equals("db") ? List.of(one) : List.of();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Optional<String> nameOf(InetAddress address) {
      return Optional.empty();
    }

    @Override
    public boolean asksOthers() {
      return false;
    }
  }

  private record Nobody() implements NameSource {
    @Override
    public List<InetAddress> addresses(String name) {
      return List.of();
    }

    @Override
    public Optional<String> nameOf(InetAddress address) {
      return Optional.empty();
    }

    @Override
    public boolean asksOthers() {
      return true;
    }
  }

  @BeforeEach
  void open() {
    hub = Hub.open();
    hub.loopbackOnly(namespace.fd());
    server = DnsServer.open(hub);
    service = server.serve(namespace.fd(), new OnlyDb(), List.of());
  }

  @AfterEach
  void close() throws Exception {
    service.close();
    server.close();
    hub.close();
    namespace.close();
  }

  private String ask(String hexadecimal) throws IOException {
    return ask(hexadecimal, Duration.ofSeconds(10));
  }

  private String ask(String hexadecimal, Duration patience) throws IOException {
    try (DatagramSocket socket = namespace.call(() -> new DatagramSocket())) {
      byte[] question = HexFormat.of().parseHex(hexadecimal);
      socket.setSoTimeout((int) patience.toMillis());
      socket.send(new DatagramPacket(question, question.length, SERVER));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return HexFormat.of().formatHex(answer.getData(), 0, answer.getLength());
    }
  }

  private void assertGetsNoAnswer(String hexadecimal) {
    assertThatThrownBy(() -> ask(hexadecimal, Duration.ofMillis(500)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void answersByUdp() throws IOException {
    assertThat(ask(QUESTION)).isEqualTo(ANSWER);
  }

  @Test
  void answersSeveralQuestionsOfAConnection() throws IOException {
    byte[] twice = HexFormat.of().parseHex(("0014" + QUESTION).repeat(2));
    try (Socket socket = namespace.call(() -> new Socket("127.0.0.11", 53))) {
      socket.getOutputStream().write(twice, 0, 7);
      socket.getOutputStream().flush();
      socket.getOutputStream().write(twice, 7, twice.length - 7);
      DataInputStream in = new DataInputStream(socket.getInputStream());

      byte[] answers = in.readNBytes(2 * (2 + ANSWER.length() / 2));

      assertThat(HexFormat.of().formatHex(answers)).isEqualTo(("0024" + ANSWER).repeat(2));
    }
  }

  @Test
  void livesOnAfterHostilePackets() throws IOException {
    assertThat(ask("abcd 0100 0001 0000 0000 0000 c00c 0001 0001".replace(" ", "")))
        .isEqualTo("abcd 8001 0000 0000 0000 0000".replace(" ", ""));
    assertGetsNoAnswer("abcd");
    assertGetsNoAnswer("00".repeat(2) + "80" + "00".repeat(9));
    try (Socket socket = namespace.call(() -> new Socket("127.0.0.11", 53))) {
      socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff, 0});

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    assertThat(ask(QUESTION)).isEqualTo(ANSWER);
  }

  @Test
  void closesTheOldestOfTooManyConnections() throws IOException {
    Socket[] sockets = new Socket[17];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = namespace.call(() -> new Socket("127.0.0.11", 53));
    }

    assertThat(sockets[0].getInputStream().read()).isEqualTo(-1);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void freesThePortWhenClosed() throws Exception {
    service.close();

    service = server.serve(namespace.fd(), new OnlyDb(), List.of());

    assertThat(ask(QUESTION)).isEqualTo(ANSWER);
  }

  @Test
  void leavesPort53ToTheContainer() throws Exception {
    try (DatagramSocket own = namespace.call(() -> new DatagramSocket(53));
        ServerSocket tcp = namespace.call(() -> new ServerSocket(53))) {
      assertThat(own.getLocalPort()).isEqualTo(tcp.getLocalPort());

      assertThat(ask(QUESTION)).isEqualTo(ANSWER);
      answersSeveralQuestionsOfAConnection();
    }
  }

  @Test
  void asksServersOfTheContainersChoiceFromItsNetwork() throws Exception {
    service.close();
    byte[] local = {127, 0, 0, 1};
    service = server.serve(namespace.fd(), new Nobody(), List.of(InetAddress.getByAddress(local)));
    try (DatagramSocket own = namespace.call(() -> new DatagramSocket(53))) {
      Thread answering =
          new Thread(
              () -> {
                try {
                  DatagramPacket asked = new DatagramPacket(new byte[512], 512);
                  own.receive(asked);
                  asked.getData()[2] |= (byte) 0x80;
                  asked.getData()[3] = (byte) 0x83;
                  own.send(asked);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      answering.start();

      assertThat(ask(QUESTION)).startsWith("12348183");
      answering.join();
    }
  }
}
