package dev.harness.runtime.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.Inet4Address;
import java.util.BitSet;

/**
 * The addresses of a subnet that containers can have: all but those of the network, the gateway,
 * and the broadcast.
 *
 * <p>They are given out in turn, so that a freed address rests as long as there are others.
 */
final class AddressPool {
  private static final int GATEWAY = 1;
  private static final int FIRST = 2;

  private final Subnet subnet;
  private final int end;

  @GuardedBy("this")
  private final BitSet taken = new BitSet();

  @GuardedBy("this")
  private int next = FIRST;

  AddressPool(Subnet subnet) {
    this.subnet = subnet;
    this.end = Math.toIntExact(subnet.size() - 1);
  }

  /** The address of the bridge itself. */
  Inet4Address gateway() {
    return subnet.address(GATEWAY);
  }

  /**
   * Takes an address that nobody has.
   *
   * @throws NetworkException.NoFreeAddress when all are taken
   */
  synchronized Inet4Address take() {
    int free = taken.nextClearBit(next);
    if (free >= end) {
      free = taken.nextClearBit(FIRST);
    }
    if (free >= end) {
      throw new NetworkException.NoFreeAddress(
          "cannot give a container an address: all "
              + (end - FIRST)
              + " of "
              + subnet
              + " are taken; remove containers or use another network");
    }
    taken.set(free);
    next = free + 1;
    return subnet.address(free);
  }

  /** Gives back an address that {@link #take} returned. */
  synchronized void free(Inet4Address address) {
    taken.clear(Math.toIntExact(subnet.offset(address)));
  }
}
