package dev.harness.runtime.fs.volume;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A volume that somebody wants.
 *
 * @param name absent: an anonymous one
 * @param labels free words about it
 * @param options of the driver {@code local}
 */
public record VolumeRequest(
    Optional<String> name, Map<String, String> labels, Map<String, String> options) {
  /** Docker's rule for names. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,200}");

  /**
   * Checks name and options.
   *
   * @throws VolumeException.Invalid saying what is wrong
   */
  public VolumeRequest {
    labels = Map.copyOf(labels);
    options = Map.copyOf(options);
    name.ifPresent(VolumeRequest::check);
    VolumeOptions.of(options);
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new VolumeException.Invalid(
          ("create %s: \"%s\" is no name for a volume: want 2 to 201 of [a-zA-Z0-9_.-], the first a"
                  + " letter or digit. If you intended to pass a host directory, use absolute path")
              .formatted(name, name));
    }
  }
}
