package dev.harness.runtime.net;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv6 network with room for a gateway and at least one container.
 *
 * @param network the lowest address, all of whose host bits are zero; none with a special meaning,
 *     as loopback, link-local and multicast addresses have
 * @param prefixLength from 8 to 126
 */
public record Subnet6(Inet6Address network, int prefixLength)
    implements AddressBlock<Inet6Address> {
  private static final int BITS = 128;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 126;
  private static final int UNASSIGNED = 0;
  private static final int LINK_LOCAL = 0xfe;
  private static final int MULTICAST = 0xff;
  private static final Pattern FORM =
      Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when the prefix is too short or long, host bits are set, or the
   *     addresses have a special meaning
   */
  public Subnet6 {
    if (prefixLength < SHORTEST || prefixLength > LONGEST) {
      throw new IllegalArgumentException("prefix length must be from 8 to 126: " + prefixLength);
    }
    String text = AddressText.of(network) + "/" + prefixLength;
    int zeros = number(network).getLowestSetBit();
    if (zeros >= 0 && zeros < BITS - prefixLength) {
      throw new IllegalArgumentException(text + " is not the address of a network");
    }
    int first = network.getAddress()[0] & 0xff;
    if (first == UNASSIGNED || first == LINK_LOCAL || first == MULTICAST) {
      throw new IllegalArgumentException(
          text + " has a special meaning; take one of fd00::/8 for networks of your own");
    }
  }

  /**
   * Reads the form {@code fd00:5::/64}.
   *
   * @throws IllegalArgumentException when it is not such a network
   */
  public static Subnet6 parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches() && literal(parts.group(1)) instanceof Inet6Address network) {
      return new Subnet6(network, Integer.parseInt(parts.group(2)));
    }
    throw new IllegalArgumentException("no IPv6 network: \"" + text + "\"");
  }

  @Override
  public Inet6Address address(long offset) {
    if (offset < 0 || offset >= size()) {
      throw new IllegalArgumentException("not in " + this + ": offset " + offset);
    }
    return address(number(network).add(BigInteger.valueOf(offset)));
  }

  @Override
  public Inet6Address highest() {
    return address(number(network).add(highestOffset()));
  }

  @Override
  public boolean contains(Inet6Address address) {
    return number(address).xor(number(network)).bitLength() <= BITS - prefixLength;
  }

  /** The network's own stands for all routers (RFC 4291, section 2.6.1). */
  @Override
  public boolean containsHost(Inet6Address address) {
    return contains(address) && !address.equals(network);
  }

  @Override
  public long size() {
    int bits = BITS - prefixLength;
    return bits < Long.SIZE - 1 ? 1L << bits : Long.MAX_VALUE;
  }

  /** The form {@code fd00:5::/64}. */
  @Override
  public String toString() {
    return AddressText.of(network) + "/" + prefixLength;
  }

  private BigInteger highestOffset() {
    return BigInteger.ONE.shiftLeft(BITS - prefixLength).subtract(BigInteger.ONE);
  }

  private static InetAddress literal(String text) {
    try {
      // With a colon the JDK takes it for a literal, or fails.
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no IPv6 network: \"" + text + "\"", e);
    }
  }

  private static BigInteger number(Inet6Address address) {
    return new BigInteger(1, address.getAddress());
  }

  private static Inet6Address address(BigInteger number) {
    byte[] digits = number.toByteArray();
    byte[] bytes = new byte[BITS / Byte.SIZE];
    int length = Math.min(bytes.length, digits.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    try {
      return (Inet6Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }
}
