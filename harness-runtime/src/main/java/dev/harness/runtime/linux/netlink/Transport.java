package dev.harness.runtime.linux.netlink;

/** The protocols above IP that rules tell apart. */
public enum Transport {
  ICMP(1),
  TCP(6),
  UDP(17);

  final int number;

  Transport(int number) {
    this.number = number;
  }
}
