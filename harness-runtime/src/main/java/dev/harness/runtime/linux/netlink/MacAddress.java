package dev.harness.runtime.linux.netlink;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The hardware address of an Ethernet link, six bytes. */
public final class MacAddress {
  private static final int SIZE = 6;
  private static final int UNIVERSAL = 0x02;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final byte[] bytes;

  private MacAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The address that Docker gives to the owner of an IPv4 address: {@code 02:42}, a locally
   * administered prefix, then the four bytes.
   */
  public static MacAddress of(Inet4Address address) {
    byte[] bytes = new byte[SIZE];
    bytes[0] = 0x02;
    bytes[1] = 0x42;
    System.arraycopy(address.getAddress(), 0, bytes, 2, 4);
    return new MacAddress(bytes);
  }

  /** The link-local address of IPv6 that belongs to this one: RFC 4291, appendix A. */
  public Inet6Address linkLocal() {
    byte[] address = {
      (byte) 0xfe,
      (byte) 0x80,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) (bytes[0] ^ UNIVERSAL),
      bytes[1],
      bytes[2],
      (byte) 0xff,
      (byte) 0xfe,
      bytes[3],
      bytes[4],
      bytes[5]
    };
    try {
      return (Inet6Address) InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress mac && Arrays.equals(bytes, mac.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The usual form, such as {@code 02:42:ac:11:00:02}. */
  @Override
  public String toString() {
    return COLONS.formatHex(bytes);
  }
}
