package dev.harness.images.debian.deb;

import java.util.ArrayList;
import java.util.List;

/**
 * Which files of packages an image leaves out.
 *
 * <p>Manuals, other documents and translations always, as dpkg's path filters do it; copyright
 * notices stay (D5).
 */
public final class PathFilter {
  private static final List<String> DOCUMENTS =
      List.of(
          "usr/share/doc/*/**",
          "usr/share/doc-base/**",
          "usr/share/man/**",
          "usr/share/info/**",
          "usr/share/locale/**",
          "usr/share/lintian/**",
          "usr/share/bug/**");
  private static final Glob COPYRIGHT = new Glob("usr/share/doc/*/copyright");

  private final List<Glob> without;

  /** Leaves out the documents, and what matches one of these patterns. */
  public PathFilter(List<String> further) {
    List<Glob> globs = new ArrayList<>();
    DOCUMENTS.forEach(pattern -> globs.add(new Glob(pattern)));
    further.forEach(pattern -> globs.add(new Glob(pattern)));
    this.without = List.copyOf(globs);
  }

  boolean keeps(String path) {
    return COPYRIGHT.matches(path) || without.stream().noneMatch(glob -> glob.matches(path));
  }
}
