package dev.harness.images.testing;

import java.nio.file.Path;

/** The package cache that tests of this user share, so that each package is fetched once. */
public final class DebianCacheDirectory {
  private DebianCacheDirectory() {}

  /** {@code harness/debian} in the user's cache directory. */
  public static Path path() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("harness/debian");
  }
}
