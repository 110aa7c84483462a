package dev.harness.runtime.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 network with room for a gateway and at least one container.
 *
 * @param network the lowest address, all of whose host bits are zero
 * @param prefixLength from 8 to 30
 */
public record Subnet(Inet4Address network, int prefixLength) implements AddressBlock<Inet4Address> {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 30;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when the prefix is too short or long, or host bits are set
   */
  public Subnet {
    if (prefixLength < SHORTEST || prefixLength > LONGEST) {
      throw new IllegalArgumentException("prefix length must be from 8 to 30: " + prefixLength);
    }
    if ((number(network) & (size(prefixLength) - 1)) != 0) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefixLength + " is not the address of a network");
    }
  }

  /**
   * Reads the form {@code 172.17.0.0/16}.
   *
   * @throws IllegalArgumentException when it is not such a network
   */
  public static Subnet parse(String text) {
    String[] parts = text.split("[./]", -1);
    if (parts.length != 5 || !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}")) {
      throw new IllegalArgumentException("no IPv4 network: \"" + text + "\"");
    }
    int number = 0;
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) {
        throw new IllegalArgumentException("no IPv4 network: \"" + text + "\"");
      }
      number = number << 8 | part;
    }
    return new Subnet(address(number), Integer.parseInt(parts[4]));
  }

  /** The network whose lowest address is {@code network} as a number of 32 bits. */
  public static Subnet of(int network, int prefixLength) {
    return new Subnet(address(network), prefixLength);
  }

  @Override
  public Inet4Address address(long offset) {
    if (offset < 0 || offset >= size()) {
      throw new IllegalArgumentException("not in " + this + ": offset " + offset);
    }
    return address((int) (number(network) + offset));
  }

  @Override
  public boolean contains(Inet4Address address) {
    long offset = offset(address);
    return offset >= 0 && offset < size();
  }

  @Override
  public boolean containsHost(Inet4Address address) {
    long offset = offset(address);
    return offset > 0 && offset < size() - 1;
  }

  /** How far {@code address} is above the network's own; negative when it is below. */
  private long offset(Inet4Address address) {
    return Integer.toUnsignedLong(number(address)) - Integer.toUnsignedLong(number(network));
  }

  @Override
  public Inet4Address highest() {
    return address(size() - 1);
  }

  @Override
  public long size() {
    return size(prefixLength);
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Subnet that
        && prefixLength == that.prefixLength
        && network.equals(that.network);
  }

  @Override
  public int hashCode() {
    return 31 * network.hashCode() + prefixLength;
  }

  /** The form {@code 172.17.0.0/16}. */
  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixLength;
  }

  private static long size(int prefixLength) {
    return 1L << (Integer.SIZE - prefixLength);
  }

  private static int number(Inet4Address address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  private static Inet4Address address(int number) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }
}
