package dev.harness.runtime.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** The answers are recordings of Linux 6.18, shortened to the attributes that are read. */
class ListeningSocketTest {
  private static final String END_1 = "1400000003000200010000003a24000000000000";
  private static final String END_2 = "1400000003000200020000003a24000000000000";
  private static final String ANY_PEER = "0".repeat(64);

  private final RecordedKernel kernel = new RecordedKernel();
  private final NetlinkSession session = new NetlinkSession(kernel);

  @Test
  void findsNothing() {
    kernel.answering(END_1, END_2);

    assertThat(ListeningSocket.onPort(session, Transport.TCP, 5432)).isEmpty();
  }

  @Test
  void findsSocketOnAllIpv4Addresses() throws UnknownHostException {
    kernel.answering(
        "5800000014000200010000003a240000"
            + "020a000015380000"
            + ANY_PEER
            + "000000001a00000000000000000000000000000080000000000000005d4c0000"
            + END_1,
        END_2);

    assertThat(ListeningSocket.onPort(session, Transport.TCP, 5432))
        .containsExactly(new ListeningSocket(InetAddress.getByName("0.0.0.0"), false));
  }

  @Test
  void findsSocketOnAllIpv6AddressesOnly() throws UnknownHostException {
    kernel.answering(
        END_1,
        "6000000014000200020000003a240000"
            + "0a0a000015380000"
            + ANY_PEER
            + "000000001b00000000000000000000000000000080000000000000005e4c0000"
            + "05000b0001000000"
            + END_2);

    assertThat(ListeningSocket.onPort(session, Transport.TCP, 5432))
        .containsExactly(new ListeningSocket(InetAddress.getByName("::"), true));
  }

  @Test
  void readsIpv4AddressInIpv6Form() throws UnknownHostException {
    kernel.answering(
        END_1,
        "6000000014000200020000003a240000"
            + "0a0a000015380000"
            + "00000000000000000000ffffac110002"
            + "0".repeat(32)
            + "000000001b00000000000000000000000000000080000000000000005e4c0000"
            + "05000b0000000000"
            + END_2);

    assertThat(ListeningSocket.onPort(session, Transport.TCP, 5432))
        .containsExactly(new ListeningSocket(InetAddress.getByName("172.17.0.2"), false));
  }
}
