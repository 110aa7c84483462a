package dev.harness.runtime.net.dns;

/** The numbers of RFC 1035 and RFC 6891 that are used here. */
final class DnsType {
  static final int A = 1;
  static final int PTR = 12;
  static final int OPT = 41;

  /** The class of the internet. */
  static final int INTERNET = 1;

  private DnsType() {}
}
