package dev.harness.junit5.declare;

import dev.harness.Harness;
import dev.harness.compose.Composition;
import dev.harness.spec.NetworkSpec;

/** What is to be made where something else than a container is declared. */
public sealed interface ResourcePlan {
  /** Which of these it is. */
  ResourceKind kind();

  /** Makes one, which goes with {@code harness} at the latest. */
  Object make(Harness harness);

  /** A network. */
  record OfNetwork(NetworkSpec spec) implements ResourcePlan {
    @Override
    public ResourceKind kind() {
      return ResourceKind.NETWORK;
    }

    @Override
    public Object make(Harness harness) {
      return harness.network(spec);
    }
  }

  /** The services of compose files. */
  record OfComposition(Composition composition) implements ResourcePlan {
    @Override
    public ResourceKind kind() {
      return ResourceKind.COMPOSITION;
    }

    @Override
    public Object make(Harness harness) {
      return composition.start(harness);
    }
  }

  /** A volume. */
  record OfVolume() implements ResourcePlan {
    @Override
    public ResourceKind kind() {
      return ResourceKind.VOLUME;
    }

    @Override
    public Object make(Harness harness) {
      return harness.volume();
    }
  }
}
