package dev.harness.images.store.check;

/**
 * Something in a store that is not as the store wrote it.
 *
 * @param what the thing, such as {@code layer sha256:…}
 * @param why how it shows
 * @param outcome what was done about it
 */
public record Problem(String what, String why, Outcome outcome) {

  /** What was done about a problem. */
  public enum Outcome {
    /** Nothing: only a check was asked for. */
    FOUND,
    /** The damaged thing was removed, with the images that need it; their next pull brings it. */
    REPAIRED,
    /** It stays, because containers or pulls use it now. */
    IN_USE
  }

  Problem with(Outcome other) {
    return new Problem(what, why, other);
  }
}
