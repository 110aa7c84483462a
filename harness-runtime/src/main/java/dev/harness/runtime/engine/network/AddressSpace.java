package dev.harness.runtime.engine.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.net.Subnet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which subnets the networks of an engine have, so that none overlaps another, nor what the host
 * has routes to.
 */
final class AddressSpace {
  /** Docker's own pools, in its order. */
  private static final List<Subnet> POOLS =
      Stream.concat(
              IntStream.rangeClosed(17, 31).mapToObj("172.%d.0.0/16"::formatted),
              IntStream.range(0, 16).mapToObj(i -> "192.168.%d.0/20".formatted(16 * i)))
          .map(Subnet::parse)
          .toList();

  private final Supplier<List<Subnet>> hostRoutes;
  private final Runnable awaitFreed;

  @GuardedBy("this")
  private final Set<Subnet> taken = new HashSet<>();

  /**
   * @param awaitFreed returns once subnets are freed whose networks are being deleted
   */
  AddressSpace(Supplier<List<Subnet>> hostRoutes, Runnable awaitFreed) {
    this.hostRoutes = hostRoutes;
    this.awaitFreed = awaitFreed;
  }

  /**
   * Takes a subnet that nobody has.
   *
   * @throws EngineException.Failed when all are taken
   */
  Subnet take() {
    List<Subnet> host = hostRoutes.get();
    return takeFree(host)
        .or(
            () -> {
              awaitFreed.run();
              return takeFree(host);
            })
        .orElseThrow(AddressSpace::exhausted);
  }

  /**
   * Takes a certain subnet; that the host has a route there is the asker's business.
   *
   * @throws EngineException.Forbidden when a network has some of it
   */
  void take(Subnet wanted) {
    if (takeUnlessOverlapping(wanted).isPresent()) {
      awaitFreed.run();
      takeUnlessOverlapping(wanted).ifPresent(other -> refuse(wanted, other));
    }
  }

  /** Gives a subnet back. */
  synchronized void free(Subnet subnet) {
    taken.remove(subnet);
  }

  private synchronized Optional<Subnet> takeFree(List<Subnet> host) {
    Set<Subnet> others = Set.copyOf(taken);
    Optional<Subnet> free =
        POOLS.stream()
            .filter(pool -> host.stream().noneMatch(pool::overlaps))
            .filter(pool -> others.stream().noneMatch(pool::overlaps))
            .findFirst();
    free.ifPresent(taken::add);
    return free;
  }

  /** What was in the way, or nothing. */
  private synchronized Optional<Subnet> takeUnlessOverlapping(Subnet wanted) {
    Optional<Subnet> inTheWay = taken.stream().filter(wanted::overlaps).findFirst();
    if (inTheWay.isEmpty()) {
      taken.add(wanted);
    }
    return inTheWay;
  }

  private static void refuse(Subnet wanted, Subnet other) {
    throw new EngineException.Forbidden(
        "Pool overlaps with other one on this address space: %s with %s of another network"
            .formatted(wanted, other));
  }

  private static EngineException exhausted() {
    return new EngineException.Failed(
        "could not find an available, non-overlapping IPv4 address pool among the defaults to"
            + " assign to the network; remove networks, or name a subnet");
  }
}
