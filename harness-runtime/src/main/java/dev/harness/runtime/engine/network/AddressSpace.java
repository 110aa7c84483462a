package dev.harness.runtime.engine.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.RandomId;
import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.Subnet6;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which subnets of one family the networks of an engine have, so that none overlaps another, nor,
 * unless it was asked for, what the host has routes to.
 */
final class AddressSpace<A extends InetAddress> {
  /** Docker's own pools, in its order. */
  private static final List<Subnet> POOLS =
      Stream.concat(
              IntStream.rangeClosed(17, 31).mapToObj("172.%d.0.0/16"::formatted),
              IntStream.range(0, 16).mapToObj(i -> "192.168.%d.0/20".formatted(16 * i)))
          .map(Subnet::parse)
          .toList();

  /** How many subnets a unique local prefix has. */
  private static final int UNIQUE_LOCAL_SUBNETS = 1 << 16;

  private final String family;
  private final Supplier<Stream<? extends AddressBlock<A>>> choices;
  private final Runnable awaitFreed;

  @GuardedBy("this")
  private final Set<AddressBlock<A>> taken = new HashSet<>();

  private AddressSpace(
      String family, Supplier<Stream<? extends AddressBlock<A>>> choices, Runnable awaitFreed) {
    this.family = family;
    this.choices = choices;
    this.awaitFreed = awaitFreed;
  }

  /**
   * That of IPv4.
   *
   * @param hostRoutes what is left out
   * @param awaitFreed returns once subnets are freed whose networks are being deleted
   */
  static AddressSpace<Inet4Address> ofIpv4(Supplier<List<Subnet>> hostRoutes, Runnable awaitFreed) {
    return new AddressSpace<>(
        "IPv4",
        () -> {
          List<Subnet> host = hostRoutes.get();
          return POOLS.stream().filter(pool -> host.stream().noneMatch(pool::overlaps));
        },
        awaitFreed);
  }

  /**
   * That of IPv6: subnets of a prefix that, being random, is nobody else's (RFC 4193).
   *
   * @param awaitFreed returns once subnets are freed whose networks are being deleted
   */
  static AddressSpace<Inet6Address> ofIpv6(Runnable awaitFreed) {
    String id = RandomId.next();
    String prefix =
        "fd%s:%s:%s:".formatted(id.substring(0, 2), id.substring(2, 6), id.substring(6, 10));
    return new AddressSpace<>(
        "IPv6",
        () ->
            IntStream.range(0, UNIQUE_LOCAL_SUBNETS)
                .mapToObj(number -> Subnet6.parse(prefix + Integer.toHexString(number) + "::/64")),
        awaitFreed);
  }

  /**
   * Takes a subnet that nobody has.
   *
   * @throws EngineException.Failed when all are taken
   */
  AddressBlock<A> take() {
    return takeFree(choices.get())
        .or(
            () -> {
              awaitFreed.run();
              return takeFree(choices.get());
            })
        .orElseThrow(this::exhausted);
  }

  /**
   * Takes a certain subnet; that the host has a route there is the asker's business.
   *
   * @throws EngineException.Forbidden when a network has some of it
   */
  void take(AddressBlock<A> wanted) {
    if (takeUnlessOverlapping(wanted).isPresent()) {
      awaitFreed.run();
      takeUnlessOverlapping(wanted).ifPresent(other -> refuse(wanted, other));
    }
  }

  /** Gives a subnet back. */
  synchronized void free(AddressBlock<A> subnet) {
    taken.remove(subnet);
  }

  private synchronized Optional<AddressBlock<A>> takeFree(
      Stream<? extends AddressBlock<A>> offered) {
    Set<AddressBlock<A>> others = Set.copyOf(taken);
    Optional<AddressBlock<A>> free =
        offered
            .<AddressBlock<A>>map(pool -> pool)
            .filter(pool -> others.stream().noneMatch(pool::overlaps))
            .findFirst();
    free.ifPresent(taken::add);
    return free;
  }

  /** What was in the way, or nothing. */
  private synchronized Optional<AddressBlock<A>> takeUnlessOverlapping(AddressBlock<A> wanted) {
    Optional<AddressBlock<A>> inTheWay = taken.stream().filter(wanted::overlaps).findFirst();
    if (inTheWay.isEmpty()) {
      taken.add(wanted);
    }
    return inTheWay;
  }

  private void refuse(AddressBlock<A> wanted, AddressBlock<A> other) {
    throw new EngineException.Forbidden(
        "Pool overlaps with other one on this address space: %s with %s of another network"
            .formatted(wanted, other));
  }

  private EngineException exhausted() {
    return new EngineException.Failed(
        ("could not find an available, non-overlapping %s address pool among the defaults to"
                + " assign to the network; remove networks, or name a subnet")
            .formatted(family));
  }
}
