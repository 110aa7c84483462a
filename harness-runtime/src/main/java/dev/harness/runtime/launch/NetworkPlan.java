package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;

/** Which network namespace a container gets. */
public sealed interface NetworkPlan {

  /** A new one, where only the loopback interface is up. */
  record Fresh() implements NetworkPlan {}

  /** That of the engine. */
  record Shared() implements NetworkPlan {}

  /**
   * An existing one.
   *
   * @param namespace borrowed until the container is started
   */
  record Join(Fd namespace) implements NetworkPlan {}
}
