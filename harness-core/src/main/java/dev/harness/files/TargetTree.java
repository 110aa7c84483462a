package dev.harness.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A directory of this machine that is filled by names from a container. No name leads out of it:
 * neither by its own parts nor by symbolic links that are there.
 */
final class TargetTree {
  private static final int OWNER_FILE = 0600;
  private static final int OWNER_DIRECTORY = 0700;

  private final Path root;

  TargetTree(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** Makes the directory itself, of which the caller chose the name. */
  void makeRoot() throws IOException {
    Files.createDirectories(root);
  }

  /** Makes a directory, unless it is there, and those above it. */
  void directory(String name) throws IOException {
    Path at = root;
    for (String part : parts(name)) {
      at = child(at, part);
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        // Fails where there is anything else, such as a link that leads out.
        Files.createDirectory(at);
      }
    }
  }

  /** Finds the place of a new file; what is there but no directory is removed, links unfollowed. */
  Path vacant(String name) throws IOException {
    List<String> parts = parts(name);
    if (parts.isEmpty()) {
      throw new IOException("the archive is damaged: a file has the name of the directory");
    }
    String last = parts.get(parts.size() - 1);
    List<String> above = parts.subList(0, parts.size() - 1);
    directory(String.join("/", above));
    Path place = child(place(above), last);
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(place + " is a directory here and a file there");
    }
    Files.deleteIfExists(place);
    return place;
  }

  /** Gives a file that was unpacked a further name; returns whether it is there. */
  boolean linkWithin(String from, String to) throws IOException {
    Path source = root;
    boolean linked = false;
    for (String part : parts(from)) {
      source = child(source, part);
      linked |= Files.isSymbolicLink(source);
    }
    if (linked || !Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!parts(from).equals(parts(to))) {
      Files.createLink(vacant(to), source);
    }
    return true;
  }

  /** Makes a symbolic link, unless it could lead out of the tree; returns whether. */
  boolean link(String name, String target) throws IOException {
    if (!staysWithin(parts(name).size() - 1, target)) {
      return false;
    }
    Files.createSymbolicLink(vacant(name), root.getFileSystem().getPath(target));
    return true;
  }

  /**
   * Only at the beginning is "up" the same for names and for links: behind a name, which may be a
   * link, it can be anywhere.
   */
  private static boolean staysWithin(int depth, String target) {
    int above = depth;
    boolean named = false;
    for (String part : target.split("/", -1)) {
      if (part.equals("..")) {
        above--;
        if (named || above < 0) {
          return false;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        named = true;
      }
    }
    return !target.isEmpty() && !target.startsWith("/") && target.indexOf('\0') < 0;
  }

  /** Gives permissions, with those that the caller needs to read and remove it. */
  void mode(String name, int mode) throws IOException {
    Path place = place(parts(name));
    PosixFileAttributeView view =
        Files.getFileAttributeView(place, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || Files.isSymbolicLink(place)) {
      return;
    }
    boolean directory = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    view.setPermissions(permissions(mode | (directory ? OWNER_DIRECTORY : OWNER_FILE)));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] highestFirst = PosixFilePermission.values();
    for (int i = 0; i < highestFirst.length; i++) {
      if ((mode >> (highestFirst.length - 1 - i) & 1) == 1) {
        permissions.add(highestFirst[i]);
      }
    }
    return permissions;
  }

  private Path place(List<String> parts) throws IOException {
    Path at = root;
    for (String part : parts) {
      at = child(at, part);
    }
    return at;
  }

  private static Path child(Path directory, String part) throws IOException {
    try {
      Path child = directory.resolve(part);
      if (directory.equals(child.getParent())) {
        return child;
      }
    } catch (InvalidPathException e) {
      throw new IOException("a file cannot have the name '" + part + "' here", e);
    }
    throw new IOException("a file cannot have the name '" + part + "' here");
  }

  private static List<String> parts(String name) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw new IOException("the archive is damaged: " + name + " leads out of it");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
