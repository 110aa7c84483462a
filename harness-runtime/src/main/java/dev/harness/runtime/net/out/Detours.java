package dev.harness.runtime.net.out;

import dev.harness.runtime.net.relay.Faults;
import java.net.Inet4Address;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which containers' connections to others of their network come by the engine, where they can have
 * faults.
 */
public final class Detours {
  private final Map<Pair, Faults> faults = new ConcurrentHashMap<>();
  private final CompletableFuture<Optional<String>> obstacle = new CompletableFuture<>();

  private record Pair(Inet4Address from, Inet4Address to) {}

  /** Takes connections between two addresses on, from now on. */
  public void open(Inet4Address from, Inet4Address to, Faults put) {
    faults.put(new Pair(from, to), put);
  }

  /** Takes {@link #open} back; connections that there are go on. */
  public void close(Inet4Address from, Inet4Address to) {
    faults.remove(new Pair(from, to));
  }

  /** Says once why there are none on this machine. */
  public void impossible(String reason) {
    obstacle.complete(Optional.of(reason));
  }

  /** Why there are none on this machine, if so; blocks while that is found out at the boot. */
  public Optional<String> obstacle() {
    return obstacle.join();
  }

  /** Says that connections are taken on. */
  void possible() {
    obstacle.complete(Optional.empty());
  }

  /** What is wrong with connections between two addresses, if they come by here. */
  Optional<Faults> between(Inet4Address from, Inet4Address to) {
    return Optional.ofNullable(faults.get(new Pair(from, to)));
  }
}
