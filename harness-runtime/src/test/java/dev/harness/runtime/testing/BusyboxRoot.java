package dev.harness.runtime.testing;

import dev.harness.images.testing.DebianExecutable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A directory with a static busybox, enough to be the root of a container. */
public final class BusyboxRoot {
  private static final List<String> COMMANDS =
      List.of(
          "sh",
          "cat",
          "ls",
          "id",
          "grep",
          "echo",
          "mount",
          "umount",
          "hostname",
          "readlink",
          "sleep",
          "kill",
          "stat",
          "touch",
          "mkdir",
          "chown",
          "ip",
          "ps",
          "pwd",
          "env",
          "true",
          "head",
          "sort",
          "dd",
          "wc",
          "unshare",
          "mknod",
          "su");

  private BusyboxRoot() {}

  /**
   * Fills a directory whose files belong to {@code owner}; the test is skipped where there is no
   * busybox.
   */
  public static Path in(Path directory, int owner) throws IOException {
    Path busybox = busybox(directory);
    Path root = directory.resolve("root");
    for (String name : List.of("bin", "dev", "proc", "sys", "etc", "tmp", "work", "data", "root")) {
      Files.createDirectories(root.resolve(name));
    }
    Files.copy(busybox, root.resolve("bin/busybox"));
    Files.setPosixFilePermissions(
        root.resolve("bin/busybox"), PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String command : COMMANDS) {
      Files.createSymbolicLink(root.resolve("bin").resolve(command), Path.of("busybox"));
    }
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    Files.writeString(root.resolve("bin/broken"), "no program");
    Files.setPosixFilePermissions(
        root.resolve("bin/broken"), PosixFilePermissions.fromString("rwxr-xr-x"));
    give(root, owner);
    return root;
  }

  private static void give(Path root, int owner) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", owner, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", owner, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** That of the machine, or the one of the Debian package, unpacked below {@code directory}. */
  private static Path busybox(Path directory) {
    Path installed = Path.of("/bin/busybox");
    return Files.isExecutable(installed)
        ? installed
        : new DebianExecutable("busybox-static", "bin/busybox")
            .unpackInto(directory.resolve("package"));
  }
}
