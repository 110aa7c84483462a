package dev.harness.runtime.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.DebianExecutable;
import dev.harness.runtime.linux.Architecture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs executables of an architecture: directly, or under qemu's user emulation. */
public final class Machine {
  private static final String QEMU = "qemu-aarch64-static";

  private final List<String> emulator;

  private Machine(List<String> emulator) {
    this.emulator = emulator;
  }

  /** The machine for an architecture: this one, or an emulator for aarch64. */
  public static Machine of(Architecture architecture) {
    if (architecture == Architecture.current()) {
      return new Machine(List.of());
    }
    assumeThat(architecture)
        .as("there is an emulator for aarch64 only")
        .isEqualTo(Architecture.AARCH64);
    return new Machine(List.of(qemu()));
  }

  /** Writes an executable below {@code directory} and prepares to run it. */
  public ProcessBuilder run(Path directory, byte[] executable, String... arguments)
      throws IOException {
    Path file = Files.createTempFile(directory, "program", "");
    Files.write(file, executable);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>(emulator);
    command.add(file.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** That of the machine, else the one of the Debian package, kept for the next run. */
  private static String qemu() {
    Optional<String> installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(directory -> directory + "/" + QEMU)
            .filter(file -> Files.isExecutable(Path.of(file)))
            .findFirst();
    return installed.orElseGet(Machine::fetchedQemu);
  }

  private static String fetchedQemu() {
    Path directory = DebianCacheDirectory.path().resolveSibling("test");
    Path kept = directory.resolve(QEMU);
    return Files.isExecutable(kept)
        ? kept.toString()
        : new DebianExecutable("qemu-user-static", "usr/bin/" + QEMU)
            .unpackInto(directory)
            .toString();
  }
}
