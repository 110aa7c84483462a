package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the boot programs for every architecture; run by the build. */
public final class BootFiles {
  private static final String PLACE = "dev/harness/engine";

  private BootFiles() {}

  /**
   * Writes {@code boot-<architecture>-<rootless|root>} and beside each a file {@code .steps}, whose
   * line n describes step n.
   *
   * @param arguments the directory of the class files, below which they are put
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]).resolve(PLACE));
    for (Architecture architecture : Architecture.values()) {
      write(directory, architecture, "rootless", BootProgram.rootless());
      write(directory, architecture, "root", BootProgram.root());
    }
  }

  private static void write(Path directory, Architecture architecture, String mode, Program program)
      throws IOException {
    String name = "boot-" + architecture.machine() + "-" + mode;
    Files.write(directory.resolve(name), program.executable(architecture));
    Files.write(
        directory.resolve(name + ".steps"),
        program.numbered().stream().map(Step::describe).toList());
  }
}
