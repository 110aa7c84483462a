package dev.harness.runtime.linux.socket;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Internet socket addresses in the kernel's form, {@code sockaddr_in} or {@code sockaddr_in6}. */
final class SocketAddressBytes {
  /** The size of the larger form. */
  static final int MAXIMUM = 28;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int SIZE_4 = 16;
  private static final int ADDRESS_AT_4 = 4;
  private static final int ADDRESS_AT_6 = 8;
  private static final int SCOPE_AT_6 = 24;

  private SocketAddressBytes() {}

  /** Writes {@code address} to the start of {@code bytes}, which is zeroed, and returns its size. */
  static int put(ByteBuffer bytes, InetSocketAddress address) {
    InetAddress host = address.getAddress();
    bytes.put(2, (byte) (address.getPort() >> 8)).put(3, (byte) address.getPort());
    if (host instanceof Inet4Address) {
      bytes.putShort(0, AF_INET).put(ADDRESS_AT_4, host.getAddress());
      return SIZE_4;
    }
    bytes.putShort(0, AF_INET6).put(ADDRESS_AT_6, host.getAddress());
    bytes.putInt(SCOPE_AT_6, ((Inet6Address) host).getScopeId());
    return MAXIMUM;
  }

  /** Reads the address at the start of {@code bytes}. */
  static InetSocketAddress get(ByteBuffer bytes) {
    boolean four = bytes.getShort(0) == AF_INET;
    byte[] host = new byte[four ? 4 : 16];
    bytes.get(four ? ADDRESS_AT_4 : ADDRESS_AT_6, host);
    int port = Byte.toUnsignedInt(bytes.get(2)) << 8 | Byte.toUnsignedInt(bytes.get(3));
    try {
      return new InetSocketAddress(InetAddress.getByAddress(host), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }
}
