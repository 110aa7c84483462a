package dev.harness.runtime.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static Path busybox(Path directory) throws IOException {
    Path installed = Path.of("/bin/busybox");
    if (Files.isExecutable(installed)) {
      return installed;
    }
    Path packages = Files.createDirectories(directory.resolve("package"));
    Files.setPosixFilePermissions(packages, PosixFilePermissions.fromString("rwxrwxrwx"));
    run(packages, "apt-get", "download", "-q", "busybox-static");
    Optional<Path> archive;
    try (Stream<Path> files = Files.list(packages)) {
      archive = files.filter(file -> file.toString().endsWith(".deb")).findFirst();
    }
    assumeThat(archive).as("apt-get download busybox-static gave no package").isPresent();
    run(packages, "dpkg-deb", "-x", archive.orElseThrow().toString(), "unpacked");
    return packages.resolve("unpacked/bin/busybox");
  }

  private static void run(Path directory, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    builder.start().onExit().join();
  }
}
