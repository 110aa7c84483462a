package dev.harness.runtime.linux.netlink;

/** The parts of the kernel that speak netlink, with their numbers of {@code linux/netlink.h}. */
public enum NetlinkProtocol {
  /** Links, addresses, routes: {@code rtnetlink(7)}. */
  ROUTE(0),
  /** The sockets of a namespace: {@code sock_diag(7)}. */
  SOCKET_DIAGNOSIS(4),
  /** Packet filters and queues: {@code linux/netfilter/nfnetlink.h}. */
  NETFILTER(12);

  final int number;

  NetlinkProtocol(int number) {
    this.number = number;
  }
}
