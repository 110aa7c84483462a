package dev.harness.runtime.net.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions as hostile containers write them (H64). */
class DnsQueryTest {

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(array(hex));
  }

  private static byte[] array(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void readsAQuestion() throws Exception {
    DnsQuery query =
        DnsQuery.parse(
            bytes("abcd 0100 0001 0000 0000 0000 02 4442 07 6261636b656e64 00 0001 0001"));

    assertThat(query).isEqualTo(new DnsQuery(0xabcd, 0x0100, "db.backend", 1, 1, 28, 512));
  }

  @ParameterizedTest(name = "takes answers of {1} bytes from one who says {0}")
  @CsvSource({"04d0, 1232", "ffff, 4096", "0000, 512"})
  void readsHowLongAnAnswerMayBe(String given, int taken) throws Exception {
    DnsQuery query =
        DnsQuery.parse(
            bytes(
                "abcd 0100 0001 0000 0000 0001 02 4442 00 0001 0001"
                    + "00 0029 %s 00000000 0000".formatted(given)));

    assertThat(query.payloadBytes()).isEqualTo(taken);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a name that points to itself   | abcd 0100 0001 0000 0000 0000 c00c 0001 0001
          a name that points forward     | abcd 0100 0001 0000 0000 0000 c020 0001 0001
          a name without an end          | abcd 0100 0001 0000 0000 0000 02 6462
          a label longer than what comes | abcd 0100 0001 0000 0000 0000 3f 6462 00 0001 0001
          a label of 64 bytes            | abcd 0100 0001 0000 0000 0000 40 6462 00 0001 0001
          a dot within a label           | abcd 0100 0001 0000 0000 0000 03 642e62 00 0001 0001
          no type                        | abcd 0100 0001 0000 0000 0000 02 6462 00
          no question                    | abcd 0100 0000 0000 0000 0000
          65535 questions                | abcd 0100 ffff 0000 0000 0000 02 6462 00 0001 0001
          65535 answers                  | abcd 0100 0001 ffff 0000 0000 02 6462 00 0001 0001
          an update                      | abcd 2800 0001 0000 0000 0000 02 6462 00 0006 0001
          """)
  void refuses(String what, String message) {
    assertThatThrownBy(() -> DnsQuery.parse(bytes(message)))
        .as(what)
        .isInstanceOf(DnsQuery.Malformed.class);
    assertThat(DnsQuery.idOf(bytes(message))).contains(0xabcd);
  }

  @Test
  void refusesNameOfMoreThan255Bytes() {
    String label = "3f" + "61".repeat(63);

    assertThatThrownBy(
            () ->
                DnsQuery.parse(
                    bytes(
                        "abcd 0100 0001 0000 0000 0000 %s 00 0001 0001"
                            .formatted(label.repeat(4)))))
        .isInstanceOf(DnsQuery.Malformed.class)
        .hasMessage("a name that is compressed or too long");
  }

  @ParameterizedTest
  @CsvSource({"abcd 8180 0001 0000 0000 0000 02 6462 00 0001 0001", "abcd 0100 0001 0000 0000"})
  void hasNothingToSayToAnswersAndFragments(String message) {
    assertThat(DnsQuery.idOf(bytes(message))).isEmpty();
  }

  @Test
  void endsForWhateverBytesCome() {
    Random random = new Random(64);
    byte[] message = array("abcd 0100 0001 0000 0000 0001 02 6462 00 0001 0001 00 0029 1000");
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = message.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      ByteBuffer cut =
          ByteBuffer.wrap(mutated, 0, 12 + random.nextInt(mutated.length - 11)).slice();
      try {
        assertThat(DnsQuery.parse(cut).end()).isLessThanOrEqualTo(cut.limit());
      } catch (DnsQuery.Malformed refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void takesOnlyTheAnswerToItsQuestion() {
    byte[] question = array("1234 0100 0001 0000 0000 0000 02 6462 00 0001 0001");

    assertThat(isAnswer(question, "1234 8180 0001 0000 0000 0000 02 6462 00 0001 0001")).isTrue();
    assertThat(isAnswer(question, "1235 8180 0001 0000 0000 0000 02 6462 00 0001 0001")).isFalse();
    assertThat(isAnswer(question, "1234 0100 0001 0000 0000 0000 02 6462 00 0001 0001")).isFalse();
    assertThat(isAnswer(question, "1234 8180 0001 0000 0000 0000 02 6463 00 0001 0001")).isFalse();
    assertThat(isAnswer(question, "1234 8180 0001 0000 0000 0000 02 6462")).isFalse();
  }

  private static boolean isAnswer(byte[] question, String answer) {
    return Forwarder.isAnswerTo(question, question.length, array(answer));
  }

  @Test
  void readsTheHostsResolvers() {
    String file =
        """
        # nameserver 9.9.9.9
        search example.org
        nameserver 127.0.0.53
        nameserver   2001:db8::1
        nameserver example.org
        nameserver 10.0.0.1
        nameserver 10.0.0.2
        """;

    assertThat(HostResolvers.parse(file))
        .containsExactly(
            new InetSocketAddress("127.0.0.53", 53),
            new InetSocketAddress("2001:db8::1", 53),
            new InetSocketAddress("10.0.0.1", 53));
  }
}
