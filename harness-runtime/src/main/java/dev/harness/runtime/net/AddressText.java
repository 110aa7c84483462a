package dev.harness.runtime.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The form in which people and Docker write addresses: those of IPv6 short (RFC 5952). */
public final class AddressText {
  private static final int GROUPS = 8;
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  private AddressText() {}

  /** Writes an address, as {@code 10.0.0.7} or {@code fd00::7}. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? shortened(address.getAddress())
        : address.getHostAddress();
  }

  private static String shortened(byte[] bytes) {
    String full =
        IntStream.range(0, GROUPS)
            .map(group -> ((bytes[2 * group] & 0xff) << 8) | (bytes[2 * group + 1] & 0xff))
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining(":"));
    return ZEROS
        .matcher(full)
        .results()
        .reduce((first, second) -> length(second) > length(first) ? second : first)
        .map(longest -> without(full, longest))
        .orElse(full);
  }

  private static int length(MatchResult zeros) {
    return zeros.end() - zeros.start();
  }

  /** One pair of colons stands for the longest row of zeros. */
  private static String without(String full, MatchResult zeros) {
    String before = full.substring(0, zeros.start());
    String after = full.substring(zeros.end());
    return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
  }
}
