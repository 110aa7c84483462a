package dev.harness.runtime.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers are recordings of Linux 6.18. */
class NetlinkSessionTest {
  private static final String ACKNOWLEDGED_1 =
      "24000000020000010100000000000000" + "00000000" + "20000000100005000100000000000000";
  private static final String ACKNOWLEDGED_2 =
      "24000000020000010200000000000000" + "00000000" + "20000000100005000200000000000000";

  /** ENETUNREACH with the text "Nexthop has invalid gateway". */
  private static final String REFUSED_2 =
      "44000000020000030200000000000000"
          + "9bffffff"
          + "2c000000180005060200000000000000"
          + "200001004e657874686f702068617320696e76616c6964206761746577617900";

  private final RecordedKernel kernel = new RecordedKernel();
  private final NetlinkSession session = new NetlinkSession(kernel);

  @Test
  void sendsAllChangesAsOneMessage() {
    kernel.answering(ACKNOWLEDGED_1, ACKNOWLEDGED_2);

    session.change(Links.setUp(1), Links.setUp(2));

    assertThat(kernel.sent())
        .containsExactly(
            "2000000010000500010000000000000000000000010000000100000001000000"
                + "2000000010000500020000000000000000000000020000000100000001000000");
  }

  @Test
  void readsSeveralAnswersFromOneDatagram() {
    kernel.answering(ACKNOWLEDGED_1 + ACKNOWLEDGED_2);

    session.change(Links.setUp(1), Links.setUp(2));

    assertThat(kernel.sent()).hasSize(1);
  }

  @Test
  void namesTheRefusedRequestAndTheKernelsReason() {
    kernel.answering(ACKNOWLEDGED_1, REFUSED_2);

    assertThatThrownBy(() -> session.change(Links.setUp(1), Links.setUp(7)))
        .isInstanceOf(SystemException.class)
        .hasMessage(
            "netlink(request=set link 7 up, kernel=Nexthop has invalid gateway):"
                + " ENETUNREACH (network is unreachable)");
  }

  @Test
  void ignoresAnswersToEarlierRequests() {
    kernel.answering(ACKNOWLEDGED_1, ACKNOWLEDGED_1, ACKNOWLEDGED_2);

    session.change(Links.setUp(1));
    session.change(Links.setUp(2));

    assertThat(kernel.sent()).hasSize(2);
  }

  @Test
  void returnsEveryBodyOfAList() {
    kernel.answering(
        "18000000140002000100000000000000" + "aaaaaaaaaaaaaaaa",
        "14000000140002000100000000000000"
            + "bbbbbbbb"
            + "14000000030002000100000000000000"
            + "00000000");

    List<ByteBuffer> answers = session.ask(ListeningSocket.request(2, Transport.TCP, 80));

    assertThat(answers).extracting(ByteBuffer::remaining).containsExactly(8, 4);
  }

  @Test
  void refusesMessageLongerThanItsDatagram() {
    kernel.answering("ff000000020000010100000000000000");

    assertThatThrownBy(() -> session.change(Links.setUp(1)))
        .isInstanceOf(SystemException.class)
        .hasMessage("netlink(length=255): EBADMSG (bad message)");
  }

  @Test
  void closesItsSocket() {
    session.close();

    assertThat(kernel.isClosed()).isTrue();
  }
}
