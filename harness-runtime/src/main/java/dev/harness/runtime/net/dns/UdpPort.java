package dev.harness.runtime.net.dns;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a container's questions come by UDP. */
final class UdpPort implements DnsLoop.Port {
  private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

  /** Longer than any question; what is beyond is cut off. */
  private static final int LONGEST_QUESTION = 4096;

  /** How many to take before looking at other containers. */
  private static final int IN_A_ROW = 32;

  private final DatagramChannel channel;
  private final ContainerDns dns;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_QUESTION);

  UdpPort(DatagramChannel channel, ContainerDns dns) {
    this.channel = channel;
    this.dns = dns;
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      for (int i = 0; i < IN_A_ROW; i++) {
        SocketAddress asker = channel.receive(buffer.clear());
        if (asker == null) {
          return;
        }
        dns.answer(buffer.flip(), false, answer -> send(answer, asker));
      }
    } catch (IOException e) {
      LOG.debug("cannot receive a question: {}", e.getMessage());
    }
  }

  /** Whom the kernel has no room for asks again. */
  private void send(ByteBuffer answer, SocketAddress asker) {
    try {
      channel.send(answer, asker);
    } catch (IOException e) {
      LOG.debug("cannot answer {}: {}", asker, e.getMessage());
    }
  }
}
