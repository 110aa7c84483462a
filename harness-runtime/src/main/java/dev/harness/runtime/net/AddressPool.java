package dev.harness.runtime.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses that containers can have: those of the plan but for those of the network, the
 * gateway, and the broadcast.
 *
 * <p>They are given out in turn, so that a freed address rests as long as there are others.
 */
final class AddressPool<A extends InetAddress> {
  /** Addresses of the network, the gateway, two more, and the broadcast. */
  private static final int SMALLEST_FOR_TWO = 5;

  private final AddressPlan<A> plan;

  @GuardedBy("this")
  private final Set<A> taken = new HashSet<>();

  /** Where in the range the search goes on. */
  @GuardedBy("this")
  private long next;

  AddressPool(AddressPlan<A> plan) {
    this.plan = plan;
    taken.add(plan.gateway());
    taken.addAll(plan.reserved());
  }

  /** The address of the bridge itself. */
  A gateway() {
    return plan.gateway();
  }

  /**
   * Takes an address that nobody has.
   *
   * @throws NetworkException.NoFreeAddress when all are taken
   */
  synchronized A take() {
    long size = plan.range().size();
    for (long tried = 0; tried < size; tried++) {
      A address = plan.range().address(next);
      next = (next + 1) % size;
      if (plan.allows(address) && taken.add(address)) {
        return address;
      }
    }
    throw new NetworkException.NoFreeAddress(
        ("cannot give a container an address: all %d of %s are taken;"
                + " remove containers or use another network")
            .formatted(takenByOthers(), plan.range()));
  }

  @GuardedBy("this")
  private long takenByOthers() {
    return taken.stream()
        .filter(address -> plan.range().contains(address) && !address.equals(plan.gateway()))
        .count();
  }

  /**
   * Takes a certain address; reserved ones are given as well.
   *
   * @throws NetworkException.AddressUnavailable when it cannot be a container's
   * @throws NetworkException.AddressInUse when one has it, or the bridge
   */
  synchronized void take(A address) {
    if (address.equals(plan.gateway())) {
      throw new NetworkException.AddressInUse(
          "Address already in use: %s is the gateway of the network %s; choose another, or none"
              .formatted(AddressText.of(address), plan.subnet()));
    }
    if (!plan.allows(address)) {
      throw new NetworkException.AddressUnavailable(
          "no configured subnet contains IP address %s: the network's is %s"
              .formatted(AddressText.of(address), plan.subnet()));
    }
    if (!taken.add(address) && !plan.reserved().contains(address)) {
      throw new NetworkException.AddressInUse(
          "Address already in use: %s of the network %s; choose another, or none"
              .formatted(AddressText.of(address), plan.subnet()));
    }
  }

  /**
   * Takes the highest address that is not reserved.
   *
   * @throws NetworkException.NoFreeAddress when that would leave none for a container
   */
  synchronized A takeHighest() {
    return plan.highestFree()
        .filter(highest -> plan.subnet().size() >= SMALLEST_FOR_TWO && taken.add(highest))
        .orElseThrow(
            () ->
                new NetworkException.NoFreeAddress(
                    "the subnet %s has no second address beside the gateway's"
                        .formatted(plan.subnet())));
  }

  /** Gives back an address that was taken. */
  synchronized void free(A address) {
    if (!plan.reserved().contains(address)) {
      taken.remove(address);
    }
  }
}
