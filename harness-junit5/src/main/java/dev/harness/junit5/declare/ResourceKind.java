package dev.harness.junit5.declare;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerVolume;
import dev.harness.compose.RunningComposition;

/** What a class declares beside containers. */
public enum ResourceKind {
  /** A network, in which they find each other by name. */
  NETWORK("network", ContainerNetwork.class),
  /** A volume, which several mount. */
  VOLUME("volume", ContainerVolume.class),
  /** The services of compose files. */
  COMPOSITION("composition", RunningComposition.class);

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

  @Override
  public String toString() {
    return word;
  }
}
