package dev.harness.runtime.net.dns;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The numbers of RFC 1035, RFC 3596 and RFC 6891 that are used here. */
final class DnsType {
  static final int A = 1;
  static final int PTR = 12;
  static final int AAAA = 28;
  static final int OPT = 41;

  /** The class of the internet. */
  static final int INTERNET = 1;

  private DnsType() {}

  /** The type of an address. */
  static int of(InetAddress address) {
    return address instanceof Inet6Address ? AAAA : A;
  }
}
