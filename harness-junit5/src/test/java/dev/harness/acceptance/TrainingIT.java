package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run of which the archive of the engine's classes is made. */
class TrainingIT {
  private static final List<String> NAMESPACES =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--mount",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc");

  @TempDir Path directory;

  @Test
  void pullsAnImageAndStartsItsContainer() throws IOException {
    assumeThat(inNamespaces(List.of("true")).exitCode())
        .as("namespaces of its own by unshare")
        .isZero();
    Path archive = directory.resolve("engine.jsa");
    Path scratch = Files.createDirectory(directory.resolve("scratch"));

    Ended training =
        inNamespaces(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                new CommandLine(directory, Confinement.NONE).jar().toString(),
                "dev.harness.runtime.boot.EngineMain",
                "--train",
                scratch.toString()));

    assertThat(training.exitCode()).as(training.errors()).isZero();
    assertThat(archive).isNotEmptyFile();
    assertThat(scratch).isEmptyDirectory();
  }

  private Ended inNamespaces(List<String> program) throws IOException {
    List<String> command = new ArrayList<>(NAMESPACES);
    command.addAll(program);
    return Ended.run(new ProcessBuilder(command), directory);
  }
}
