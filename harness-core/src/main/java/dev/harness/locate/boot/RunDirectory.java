package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The directory of one engine's socket and log, which nobody but its user can enter.
 *
 * <p>It lies in a place that others may have prepared to deceive us (H65), so owner and mode are
 * checked, and its path is short enough for the address of a socket.
 */
final class RunDirectory implements AutoCloseable {
  /** A socket's address has 108 bytes; this leaves some for what the engine may add. */
  private static final int MAX_SOCKET_PATH = 100;

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes a directory in the first of {@code places} that will do.
   *
   * @throws BootException when none will; tells what is wrong with each
   */
  static RunDirectory create(List<Path> places, int uid) {
    // Nobody else can make names there, so this one must only be new.
    String name = HexFormat.of().toHexDigits((int) (System.nanoTime() ^ pid()));
    List<String> objections = new ArrayList<>();
    for (Path place : places) {
      RunDirectory candidate = new RunDirectory(place.resolve(name));
      String objection = candidate.make(uid);
      if (objection.isEmpty()) {
        return candidate;
      }
      objections.add(objection);
    }
    throw new BootException(
        "Cannot make a directory for the engine's socket: "
            + String.join("; ", objections)
            + ". Set XDG_RUNTIME_DIR to a short path that only you can enter.");
  }

  private static long pid() {
    return ProcessHandle.current().pid() << 16;
  }

  private String make(int uid) {
    Path place = path.resolveSibling("").normalize();
    if (socket().toString().length() >= MAX_SOCKET_PATH) {
      return place + " is too long for a socket";
    }
    try {
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(place, PRIVATE);
      }
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        return place + " is not a directory";
      }
      if ((Integer) Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS) != uid) {
        return place + " belongs to another user";
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(place);
      if (!PRIVATE.value().containsAll(mode)) {
        return place
            + " is open to others (mode "
            + PosixFilePermissions.toString(mode)
            + ", expected rwx------)";
      }
      Files.createDirectory(path, PRIVATE);
      return "";
    } catch (IOException e) {
      return FileFailure.describe(place, e);
    }
  }

  Path path() {
    return path;
  }

  Path socket() {
    return path.resolve("engine.sock");
  }

  Path log() {
    return path.resolve("engine.log");
  }

  /**
   * Deletes what core put here, and the directory when that was all. What an engine left behind
   * may belong to ids that only an engine can act for; the next one deletes it.
   */
  @Override
  public void close() {
    for (Path leftover : List.of(socket(), log(), path)) {
      try {
        Files.deleteIfExists(leftover);
      } catch (IOException e) {
        return;
      }
    }
  }
}
