package dev.harness.junit5.declare;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerVolume;
import dev.harness.Harness;

/** What containers can share. */
public enum ResourceKind {
  /** A network, in which they find each other by name. */
  NETWORK("network", ContainerNetwork.class) {
    @Override
    public Object make(Harness harness) {
      return harness.network();
    }
  },
  /** A volume, which several mount. */
  VOLUME("volume", ContainerVolume.class) {
    @Override
    public Object make(Harness harness) {
      return harness.volume();
    }
  };

  private final String word;
  private final Class<?> type;

  ResourceKind(String word, Class<?> type) {
    this.word = word;
    this.type = type;
  }

  /** The type of fields and parameters that hold one. */
  public Class<?> type() {
    return type;
  }

  /** Makes one, which goes with {@code harness} at the latest. */
  public abstract Object make(Harness harness);

  @Override
  public String toString() {
    return word;
  }
}
