package dev.harness.runtime.net.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the names by which the names of addresses are asked for (RFC 1035, RFC 3596). */
final class ReverseName {
  private static final Pattern IPV4 = Pattern.compile("(?:[0-9]{1,3}\\.){4}in-addr\\.arpa");
  private static final Pattern IPV6 = Pattern.compile("(?:[0-9a-f]\\.){32}ip6\\.arpa");
  private static final int BYTES_OF_IPV4 = 4;
  private static final int DIGITS_OF_IPV6 = 32;
  private static final int LARGEST = 255;
  private static final int HEXADECIMAL = 16;

  private ReverseName() {}

  /**
   * The address that a name stands for.
   *
   * @param name without capitals and without a dot at its end
   */
  static Optional<InetAddress> address(String name) {
    if (IPV4.matcher(name).matches()) {
      return ofNumbers(parts(name, BYTES_OF_IPV4));
    }
    return IPV6.matcher(name).matches()
        ? Optional.of(ofDigits(parts(name, DIGITS_OF_IPV6)))
        : Optional.empty();
  }

  /** The first parts of a name, the last of them first. */
  private static List<String> parts(String name, int count) {
    List<String> parts = Arrays.asList(name.split("\\.", -1)).subList(0, count);
    Collections.reverse(parts);
    return parts;
  }

  private static Optional<InetAddress> ofNumbers(List<String> parts) {
    byte[] bytes = new byte[BYTES_OF_IPV4];
    for (int i = 0; i < bytes.length; i++) {
      int number = Integer.parseInt(parts.get(i));
      if (number > LARGEST) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(address(bytes));
  }

  private static InetAddress ofDigits(List<String> digits) {
    byte[] bytes = new byte[DIGITS_OF_IPV6 / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.get(2 * i) + digits.get(2 * i + 1), HEXADECIMAL);
    }
    return address(bytes);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }
}
