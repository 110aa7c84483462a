package dev.harness.runtime.engine.start;

import dev.harness.runtime.launch.NetworkPlan;
import dev.harness.runtime.linux.Fd;

/** The network namespace that a start needs; closed when the container's process exists. */
record LentNetwork(NetworkPlan plan) implements AutoCloseable {

  /** Takes ownership of {@code namespace}. */
  static LentNetwork of(Fd namespace) {
    return new LentNetwork(new NetworkPlan.Join(namespace));
  }

  @Override
  public void close() {
    if (plan instanceof NetworkPlan.Join join) {
      join.namespace().close();
    }
  }
}
