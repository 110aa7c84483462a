package dev.harness.runtime.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.Inet4Address;
import java.util.BitSet;

/**
 * The addresses that containers can have: those of the plan but for those of the network, the
 * gateway, and the broadcast.
 *
 * <p>They are given out in turn, so that a freed address rests as long as there are others.
 */
final class AddressPool {
  private static final int FIRST = 1;

  private final AddressPlan plan;
  private final int first;
  private final int end;

  @GuardedBy("this")
  private final BitSet taken = new BitSet();

  @GuardedBy("this")
  private int next;

  AddressPool(AddressPlan plan) {
    this.plan = plan;
    Subnet subnet = plan.subnet();
    long start = subnet.offset(plan.range().network());
    this.first = Math.toIntExact(Math.max(FIRST, start));
    this.end = Math.toIntExact(Math.min(subnet.size() - 1, start + plan.range().size()));
    this.next = first;
    taken.set(offset(plan.gateway()));
    for (Inet4Address reserved : plan.reserved()) {
      taken.set(offset(reserved));
    }
  }

  /** The address of the bridge itself. */
  Inet4Address gateway() {
    return plan.gateway();
  }

  /**
   * Takes an address that nobody has.
   *
   * @throws NetworkException.NoFreeAddress when all are taken
   */
  synchronized Inet4Address take() {
    int free = taken.nextClearBit(next);
    if (free >= end) {
      free = taken.nextClearBit(first);
    }
    if (free >= end) {
      throw new NetworkException.NoFreeAddress(
          "cannot give a container an address: all "
              + (end - first - (isInRange(plan.gateway()) ? 1 : 0))
              + " of "
              + plan.range()
              + " are taken; remove containers or use another network");
    }
    taken.set(free);
    next = free + 1;
    return plan.subnet().address(free);
  }

  /**
   * Takes a certain address; reserved ones are given as well.
   *
   * @throws NetworkException.AddressUnavailable when it cannot be a container's
   * @throws NetworkException.AddressInUse when one has it, or the bridge
   */
  synchronized void take(Inet4Address address) {
    if (address.equals(plan.gateway())) {
      throw new NetworkException.AddressInUse(
          "Address already in use: %s is the gateway of the network %s; choose another, or none"
              .formatted(address.getHostAddress(), plan.subnet()));
    }
    if (!plan.allows(address)) {
      throw new NetworkException.AddressUnavailable(
          "no configured subnet contains IP address %s: the network's is %s"
              .formatted(address.getHostAddress(), plan.subnet()));
    }
    if (taken.get(offset(address)) && !plan.reserved().contains(address)) {
      throw new NetworkException.AddressInUse(
          "Address already in use: %s of the network %s; choose another, or none"
              .formatted(address.getHostAddress(), plan.subnet()));
    }
    taken.set(offset(address));
  }

  /** Gives back an address that was taken. */
  synchronized void free(Inet4Address address) {
    if (!plan.reserved().contains(address)) {
      taken.clear(offset(address));
    }
  }

  private boolean isInRange(Inet4Address address) {
    return offset(address) >= first && offset(address) < end;
  }

  private int offset(Inet4Address address) {
    return Math.toIntExact(plan.subnet().offset(address));
  }
}
