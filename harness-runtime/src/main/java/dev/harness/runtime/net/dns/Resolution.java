package dev.harness.runtime.net.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides what a container's question is answered, as far as its networks know it. */
final class Resolution {
  private static final Pattern REVERSE =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.in-addr\\.arpa");

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private final NameSource names;

  Resolution(NameSource names) {
    this.names = names;
  }

  /**
   * The answer.
   *
   * @param limit the bytes that the asker takes
   * @return nothing when others are to be asked
   */
  Optional<ByteBuffer> answer(DnsQuery query, ByteBuffer message, int limit) {
    DnsAnswer answer = new DnsAnswer(query, message);
    if (query.questionClass() != DnsType.INTERNET) {
      return Optional.of(answer.empty(DnsAnswer.Code.REFUSED));
    }
    if (query.type() == DnsType.PTR) {
      Optional<String> name =
          reverse(query.name()).flatMap(names::nameOf).filter(Resolution::canBeWritten);
      if (name.isPresent()) {
        return Optional.of(answer.pointer(name.get(), limit));
      }
    }
    List<Inet4Address> addresses = names.addresses(query.name());
    if (!addresses.isEmpty()) {
      // Of other types it has none; that it does not exist would be untrue (C31).
      return Optional.of(
          query.type() == DnsType.A
              ? answer.addresses(inTurn(addresses), limit)
              : answer.empty(DnsAnswer.Code.DONE));
    }
    return names.asksOthers()
        ? Optional.empty()
        : Optional.of(answer.empty(DnsAnswer.Code.NO_SUCH_NAME));
  }

  /** A container may have a name that is longer than a label can be. */
  private static boolean canBeWritten(String name) {
    return name.length() <= LONGEST_NAME
        && Arrays.stream(name.split("\\.", -1))
            .allMatch(label -> !label.isEmpty() && label.length() <= LONGEST_LABEL);
  }

  /** Most clients take the first, so each is to be the first as often as others. */
  private static List<Inet4Address> inTurn(List<Inet4Address> addresses) {
    List<Inet4Address> turned = new ArrayList<>(addresses);
    Collections.shuffle(turned);
    return turned;
  }

  private static Optional<Inet4Address> reverse(String name) {
    Matcher numbers = REVERSE.matcher(name);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      int number = Integer.parseInt(numbers.group(bytes.length - i));
      if (number > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    try {
      return Optional.of((Inet4Address) InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }
}
