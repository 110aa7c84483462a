package dev.harness.runtime.fs.volume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A directory that outlives containers.
 *
 * @param name unique among the volumes of a data directory
 * @param anonymous whether nobody chose the name; such a volume goes with its engine at the latest
 * @param options of the driver {@code local}; see {@link VolumeOptions}
 * @param data where its files are
 */
public record Volume(
    String name,
    boolean anonymous,
    Instant created,
    Map<String, String> labels,
    Map<String, String> options,
    Path data) {

  /** Copies the maps. */
  public Volume {
    labels = Map.copyOf(labels);
    options = Map.copyOf(options);
  }
}
