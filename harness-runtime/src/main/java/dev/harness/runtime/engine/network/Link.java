package dev.harness.runtime.engine.network;

import dev.harness.runtime.net.out.Detours;
import dev.harness.runtime.net.relay.Faults;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways of one container's connections to another, by the engine, in the networks where both
 * are. Used by one thread at a time, but for its faults.
 */
final class Link {
  private final Detours detours;
  private final Faults faults = new Faults();
  private final List<Way> ways = new ArrayList<>();
  private boolean closing;

  private record Way(Endpoint from, Endpoint to) {}

  Link(Detours detours) {
    this.detours = detours;
  }

  /** What is wrong with its connections. */
  Faults faults() {
    return faults;
  }

  /** Whether it is to end with its connections. */
  boolean isClosing() {
    return closing;
  }

  void closing(boolean whether) {
    closing = whether;
  }

  /**
   * Takes connections over between two places of one network.
   *
   * @throws dev.harness.runtime.net.NetworkException.SetUpFailed when the kernel refuses
   */
  void join(Endpoint from, Endpoint to) {
    detours.open(from.attachment(), to.attachment(), faults);
    ways.add(new Way(from, to));
    from.detour(to);
  }

  /** Ends when it has no connections, nor one that is being made; whether it has ended. */
  boolean endIfIdle() {
    pause(true);
    boolean idle = faults.isIdle();
    if (idle) {
      end();
    } else {
      pause(false);
    }
    return idle;
  }

  private void pause(boolean whether) {
    ways.forEach(
        way -> detours.pause(way.from().attachment(), way.to().attachment(), whether, faults));
  }

  /** Leads directly what goes from or to a place that is given up; whether anything did. */
  boolean leave(Endpoint gone) {
    List<Way> ended = ways.stream().filter(way -> way.from() == gone || way.to() == gone).toList();
    ended.forEach(this::end);
    return !ended.isEmpty();
  }

  /** Leads everything directly again. */
  void end() {
    List.copyOf(ways).forEach(this::end);
  }

  private void end(Way way) {
    ways.remove(way);
    way.from().direct(way.to());
    detours.close(way.from().attachment(), way.to().attachment());
  }
}
