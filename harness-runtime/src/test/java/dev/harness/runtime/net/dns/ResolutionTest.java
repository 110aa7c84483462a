package dev.harness.runtime.net.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container is answered, byte by byte (C31). */
class ResolutionTest {
  private static final String HEADER = "1234 0100 0001 0000 0000 0000";
  private static final String DB = "02 6462 00";

  private record Names(List<? extends InetAddress> db, boolean asksOthers) implements NameSource {
    @Override
    public List<InetAddress> addresses(String name) {
      return name.equals("db") ? List.copyOf(db) : List.of();
    }

    @Override
    public Optional<String> nameOf(InetAddress address) {
      return db.contains(address) ? Optional.of("db.backend") : Optional.empty();
    }
  }

  private static Inet4Address address(int... numbers) throws UnknownHostException {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return (Inet4Address) InetAddress.getByAddress(bytes);
  }

  private static Optional<String> answer(NameSource names, String message, int limit)
      throws DnsQuery.Malformed {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(message.replace(" ", "")));
    return new Resolution(names)
        .answer(DnsQuery.parse(bytes), bytes, limit)
        .map(ResolutionTest::shown);
  }

  private static String shown(ByteBuffer answer) {
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(String text) {
    return text.replace(" ", "");
  }

  @Test
  void answersTheAddressOfAName() throws Exception {
    Names names = new Names(List.of(address(172, 18, 0, 2)), false);

    Optional<String> answer = answer(names, HEADER + DB + "0001 0001", 512);

    assertThat(answer)
        .contains(
            hex(
                "1234 8180 0001 0001 0000 0000 02 6462 00 0001 0001"
                    + "c00c 0001 0001 00000258 0004 ac120002"));
  }

  @Test
  void findsNamesInCapitals() throws Exception {
    Names names = new Names(List.of(address(172, 18, 0, 2)), false);

    Optional<String> answer = answer(names, HEADER + "02 4442 00 0001 0001", 512);

    assertThat(answer.orElseThrow()).contains("ac120002").contains("02444200");
  }

  @Test
  void answersThatAKnownNameHasNoAddressOfIpv6() throws Exception {
    Names names = new Names(List.of(address(172, 18, 0, 2)), true);

    Optional<String> answer = answer(names, HEADER + DB + "001c 0001", 512);

    assertThat(answer).contains(hex("1234 8180 0001 0000 0000 0000 02 6462 00 001c 0001"));
  }

  @Test
  void answersEachFamilyByItself() throws Exception {
    Names names =
        new Names(List.of(address(172, 18, 0, 2), InetAddress.getByName("fd00:5::2")), false);

    assertThat(answer(names, HEADER + DB + "001c 0001", 512))
        .contains(
            hex(
                "1234 8180 0001 0001 0000 0000 02 6462 00 001c 0001"
                    + "c00c 001c 0001 00000258 0010 fd000005000000000000000000000002"));
    assertThat(answer(names, HEADER + DB + "0001 0001", 512))
        .contains(
            hex(
                "1234 8180 0001 0001 0000 0000 02 6462 00 0001 0001"
                    + "c00c 0001 0001 00000258 0004 ac120002"));
  }

  @Test
  void answersTheNameOfAnAddressOfIpv6() throws Exception {
    Names names = new Names(List.of(InetAddress.getByName("fd00:5::2")), false);
    String digits = "2000 0000 0000 0000 0000 0000 5000 00df".replace(" ", "");
    String labels =
        digits.chars().mapToObj(digit -> "01%02x".formatted(digit)).collect(Collectors.joining());
    String reverse = labels + "03 697036 04 61727061 00"; // ip6.arpa

    Optional<String> answer = answer(names, HEADER + reverse + "000c 0001", 512);

    assertThat(answer.orElseThrow())
        .startsWith(hex("1234 8180 0001 0001 0000 0000"))
        .endsWith(hex("c00c 000c 0001 00000258 000c 02 6462 07 6261636b656e64 00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0.in-addr.arpa", "256.0.0.10.in-addr.arpa", "2.0.ip6.arpa", "arpa"})
  void takesOtherNamesForNoAddress(String name) {
    assertThat(ReverseName.address(name)).isEmpty();
  }

  @Test
  void answersTheNameOfAnAddress() throws Exception {
    Names names = new Names(List.of(address(172, 18, 0, 2)), false);
    String reverse =
        "01 32 01 30 02 3138 03 313732 07 696e2d61646472 04 61727061 00"; // 2.0.18.172.in-addr.arpa

    Optional<String> answer = answer(names, HEADER + reverse + "000c 0001", 512);

    assertThat(answer.orElseThrow())
        .startsWith(hex("1234 8180 0001 0001 0000 0000"))
        .endsWith(hex("c00c 000c 0001 00000258 000c 02 6462 07 6261636b656e64 00"));
  }

  @Test
  void leavesOtherNamesToOthers() throws Exception {
    assertThat(answer(new Names(List.of(), true), HEADER + DB + "0001 0001", 512)).isEmpty();
  }

  @Test
  void knowsNoOtherNamesInInternalNetworks() throws Exception {
    Optional<String> answer = answer(new Names(List.of(), false), HEADER + DB + "0001 0001", 512);

    assertThat(answer).contains(hex("1234 8183 0001 0000 0000 0000 02 6462 00 0001 0001"));
  }

  @Test
  void refusesOtherClassesThanTheInternet() throws Exception {
    Optional<String> answer = answer(new Names(List.of(), true), HEADER + DB + "0010 0003", 512);

    assertThat(answer).contains(hex("1234 8185 0001 0000 0000 0000 02 6462 00 0010 0003"));
  }

  @Test
  void saysWhenNotAllAddressesFit() throws Exception {
    List<Inet4Address> many =
        IntStream.range(1, 101)
            .mapToObj(
                i -> {
                  try {
                    return address(10, 0, 0, i);
                  } catch (UnknownHostException e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();

    String answer = answer(new Names(many, false), HEADER + DB + "0001 0001", 512).orElseThrow();

    assertThat(answer).startsWith(hex("1234 8380 0001 001e")).hasSize(2 * (20 + 30 * 16));
  }

  @Test
  void letsEachOfSeveralComeFirst() throws Exception {
    Names names = new Names(List.of(address(10, 0, 0, 1), address(10, 0, 0, 2)), false);

    List<String> firsts =
        IntStream.range(0, 64)
            .mapToObj(
                i -> {
                  try {
                    String answer = answer(names, HEADER + DB + "0001 0001", 512).orElseThrow();
                    return answer.substring(64, 72);
                  } catch (DnsQuery.Malformed e) {
                    throw new AssertionError(e);
                  }
                })
            .distinct()
            .toList();

    assertThat(firsts).containsExactlyInAnyOrder("0a000001", "0a000002");
  }
}
