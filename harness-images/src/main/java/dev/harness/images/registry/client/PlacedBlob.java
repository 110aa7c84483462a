package dev.harness.images.registry.client;

/**
 * How a blob came to be in the repository that it was pushed to.
 *
 * @param way what was done
 * @param from the repository that it was mounted from; empty when it was not
 */
public record PlacedBlob(Way way, String from) {
  /** The ways of a blob into a repository. */
  public enum Way {
    /** It was there. */
    PRESENT,
    /** The registry had it in another repository (P34). */
    MOUNTED,
    /** Its bytes were sent. */
    UPLOADED
  }

  static PlacedBlob by(Way way) {
    return new PlacedBlob(way, "");
  }
}
