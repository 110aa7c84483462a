package dev.harness.runtime.linux.socket;

/** The socket options that the engine sets, with level and number of {@code setsockopt(2)}. */
public enum SocketOption {
  /** Binds although earlier connections of the address are still in TIME_WAIT. */
  REUSE_ADDRESS(1, 2),
  /** What close does with unsent data: two numbers, on or off and seconds. */
  LINGER(1, 13),
  /** How long a read waits, as seconds and microseconds of 64 bits each. */
  RECEIVE_TIMEOUT(1, 20),
  /** Sends small segments at once. */
  NO_DELAY(6, 1),
  /** How a sender decides what may be on the way, by the name that the kernel has for it. */
  CONGESTION_CONTROL(6, 13),
  /** An IPv6 socket takes no IPv4 connections. */
  IPV6_ONLY(41, 26),
  /** Takes connections to addresses that the machine does not have, and sends from them. */
  TRANSPARENT(0, 19),
  /** Which types of messages a raw socket of ICMP does not receive, as bits. */
  ICMP_FILTER(255, 1),
  /** A netlink socket loses what it has no room for, without an error. */
  NETLINK_NO_ENOBUFS(270, 5),
  /** Errors of netlink do not repeat the request. */
  NETLINK_CAP_ACK(270, 10),
  /** Errors of netlink carry a text. */
  NETLINK_EXT_ACK(270, 11);

  final int level;
  final int number;

  SocketOption(int level, int number) {
    this.level = level;
    this.number = number;
  }
}
