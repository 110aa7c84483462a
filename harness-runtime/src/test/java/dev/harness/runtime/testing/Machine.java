package dev.harness.runtime.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

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
  private static final String PROPERTY = "harness.test.qemu-aarch64";

  private final List<String> emulator;

  private Machine(List<String> emulator) {
    this.emulator = emulator;
  }

  /** The machine for an architecture; the test is skipped where there is none. */
  public static Machine of(Architecture architecture) {
    if (architecture == Architecture.current()) {
      return new Machine(List.of());
    }
    Optional<String> qemu =
        architecture == Architecture.AARCH64 ? qemu() : Optional.<String>empty();
    assumeThat(qemu)
        .as(
            "no emulator for %s; install qemu-user-static or give -D%s=<path>",
            architecture.machine(), PROPERTY)
        .isPresent();
    return new Machine(List.of(qemu.orElseThrow()));
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

  private static Optional<String> qemu() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return Optional.of(given);
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(
            directory -> Stream.of(directory + "/qemu-aarch64-static", directory + "/qemu-aarch64"))
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst();
  }
}
