package dev.harness.runtime.api.volume;

import dev.harness.engineapi.volume.VolumeInspect;
import dev.harness.runtime.fs.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Shows a volume as the API does. */
final class VolumeView {
  /** How Docker marks a volume that nobody named. */
  static final String ANONYMOUS = "com.docker.volume.anonymous";

  private VolumeView() {}

  static VolumeInspect of(Volume volume, VolumeInspect.@Nullable Usage usage) {
    return new VolumeInspect(
        volume.name(),
        "local",
        volume.data().toString(),
        volume.created().toString(),
        volume.labels(),
        volume.options(),
        "local",
        usage);
  }
}
