package dev.harness.images.debian.deb;

import java.util.List;

/**
 * Directories of the root that are links to others: {@code /bin} to {@code usr/bin} and its like,
 * and {@code /var/run}.
 *
 * <p>Packages name their files by either path. On a machine the links exist before anything is
 * unpacked and files go through them; here the paths are mapped, and the links are added when all
 * is there (D8).
 */
final class MergedDirectories {
  /**
   * One such link.
   *
   * @param path where the link is
   * @param target the directory that it stands for, from the root
   * @param text what the link says
   */
  record Link(String path, String target, String text) {}

  private static final List<Link> LINKS =
      List.of(
          intoUsr("bin"),
          intoUsr("sbin"),
          intoUsr("lib"),
          intoUsr("lib32"),
          intoUsr("lib64"),
          intoUsr("libx32"),
          new Link("var/run", "run", "/run"),
          new Link("var/lock", "run/lock", "/run/lock"));

  private MergedDirectories() {}

  private static Link intoUsr(String name) {
    return new Link(name, "usr/" + name, "usr/" + name);
  }

  static List<Link> links() {
    return LINKS;
  }

  /** Whether the path is that of one of the links itself. */
  static boolean isLink(String path) {
    return LINKS.stream().anyMatch(link -> link.path().equals(path));
  }

  /** The path of the same file that does not go through one of the links. */
  static String map(String path) {
    for (Link link : LINKS) {
      if (path.equals(link.path()) || path.startsWith(link.path() + "/")) {
        return link.target() + path.substring(link.path().length());
      }
    }
    return path;
  }
}
