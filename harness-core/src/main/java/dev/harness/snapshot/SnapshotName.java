package dev.harness.snapshot;

import java.util.Map;
import java.util.Optional;

/**
 * What a snapshot is called and known by on the engine.
 *
 * @param hash of all that it was made from
 */
record SnapshotName(String hash) {
  /** The label of its image; its value is the hash. */
  static final String LABEL = "dev.harness.snapshot";

  /** The label that says of which image it was made. */
  static final String BASE = "dev.harness.snapshot.of";

  /** The engine never asks a registry for this name. */
  private static final String REPOSITORY = "harness.internal/snapshot";

  /** Reads it from an image's labels. */
  static Optional<SnapshotName> of(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(LABEL)).map(SnapshotName::new);
  }

  /** The name of its image. */
  String image() {
    return REPOSITORY + ":" + hash;
  }

  /** The labels of its image. */
  Map<String, String> labels(String base) {
    return Map.of(LABEL, hash, BASE, base);
  }
}
