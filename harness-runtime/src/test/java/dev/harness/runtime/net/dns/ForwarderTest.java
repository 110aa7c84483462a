package dev.harness.runtime.net.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Questions to the host's resolvers, one of which is on loopback here (H64). */
class ForwarderTest {
  private static final byte[] QUESTION =
      HexFormat.of().parseHex("12340100000100000000000002646200" + "00010001");

  /** Answers one question, after an answer that has another id. */
  private static void answerOnce(DatagramSocket resolver) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      resolver.receive(packet);
      byte[] answer = packet.getData().clone();
      answer[2] |= (byte) 0x80;
      answer[3] = (byte) 0x83;
      byte[] spoofed = answer.clone();
      spoofed[0]++;
      spoofed[3] = (byte) 0x80;
      int length = packet.getLength();
      resolver.send(new DatagramPacket(spoofed, length, packet.getSocketAddress()));
      resolver.send(new DatagramPacket(answer, length, packet.getSocketAddress()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void passesTheAnswerOnUnderTheAskersId() throws Exception {
    try (DatagramSocket resolver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Forwarder forwarder = new Forwarder()) {
      Upstream upstream =
          new Upstream.OfHost(() -> List.of((InetSocketAddress) resolver.getLocalSocketAddress()));
      ByteBuffer message = ByteBuffer.wrap(QUESTION);
      CompletableFuture<Optional<ByteBuffer>> taken = new CompletableFuture<>();
      CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerOnce(resolver));

      boolean asked =
          forwarder.ask(upstream, DnsQuery.parse(message), message, false, taken::complete);

      ByteBuffer answer = taken.get(10, TimeUnit.SECONDS).orElseThrow();
      byte[] bytes = new byte[answer.remaining()];
      answer.get(bytes);
      assertThat(asked).isTrue();
      assertThat(HexFormat.of().formatHex(bytes))
          .isEqualTo("12348183000100000000000002646200" + "00010001");
      answering.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysWhenNobodyCanBeAsked() throws Exception {
    try (Forwarder forwarder = new Forwarder()) {
      Upstream upstream = new Upstream.OfHost(List::of);
      ByteBuffer message = ByteBuffer.wrap(QUESTION);
      CompletableFuture<Optional<ByteBuffer>> taken = new CompletableFuture<>();

      forwarder.ask(upstream, DnsQuery.parse(message), message, false, taken::complete);

      assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
    }
  }
}
