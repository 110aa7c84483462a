package dev.harness.runtime.net;

import java.net.InetAddress;

/** The addresses of a network, which begin with the same bits. */
public sealed interface AddressBlock<A extends InetAddress> permits Subnet, Subnet6 {
  /** The lowest address, all of whose host bits are zero. */
  A network();

  /** How many bits all of them begin with. */
  int prefixLength();

  /**
   * The address {@code offset} above the network's own.
   *
   * @throws IllegalArgumentException when there is none
   */
  A address(long offset);

  /** The highest address, which in IPv4 reaches all. */
  A highest();

  /** Whether an address is one of these, those of the network and of all included. */
  boolean contains(A address);

  /** Whether an address is one of these that a host can have. */
  boolean containsHost(A address);

  /**
   * The number of addresses, those of the network and of all included; {@link Long#MAX_VALUE} also
   * for more.
   */
  long size();

  /** Whether any address is in both. */
  default boolean overlaps(AddressBlock<A> other) {
    return contains(other.network()) || other.contains(network());
  }
}
