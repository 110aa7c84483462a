package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code java -jar harness.jar}: help, wrong input, {@code explain}. */
@SuppressWarnings("NullAway.Init") // set before each test
class CommandLineIT {
  @TempDir Path directory;
  private CommandLine harness;

  @BeforeEach
  void prepare() {
    harness = new CommandLine(directory, Confinement.NONE);
  }

  @AfterEach
  void leavesNothing() throws IOException {
    assertThat(harness.running()).isEmptyDirectory();
    Confinement.assertNoProcessOf(directory);
  }

  @Test
  void helpNamesTheCommands() throws IOException {
    Ended result = harness.run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).contains("Usage: harness", "engine", "doctor", "explain");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void helpOfACommandNamesItsOptions() throws IOException {
    Ended result = harness.run("engine", "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).contains("Usage: harness engine", "--socket=PATH", "--data=DIR");
  }

  @ParameterizedTest(name = "harness {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                 | Usage: harness
          nonsense           | Unmatched argument at index 0: 'nonsense'
          doctor --nonsense  | Unknown option: '--nonsense'
          engine --socket    | Missing required parameter for option '--socket' (PATH)
          explain            | Missing required parameter: 'IMAGE'
          """)
  void wrongUseSaysWhatIsWrong(String arguments, String says) throws IOException {
    Ended result = arguments.isEmpty() ? harness.run() : harness.run(arguments.split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains(says);
    assertThat(result.output()).isEmpty();
  }

  @Test
  void explainPrintsTheStepsOfAStart() throws IOException {
    Ended result = harness.run("explain", "debian.internal/busybox");

    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output().lines().map(line -> line.replaceFirst("^ *[0-9]+  ", "")))
        .contains(
            "make all mounts private",
            "mount $proc on /proc",
            "make the working directory the root",
            "make /proc/sys read-only if it exists",
            "execute /usr/bin/sh [sh]");
    assertThat(result.output()).startsWith("  1  ");
  }

  @Test
  void explainOfAnUnknownImageSaysWhy() throws IOException {
    Ended result = harness.run("explain", "localhost:1/no/such:image");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("harness: Cannot pull image localhost:1/no/such:image", "Connection refused")
        .doesNotContain("\tat ");
    assertThat(result.output()).isEmpty();
  }
}
