package dev.harness.runtime.launch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.testing.Boot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boot with a shell script in the engine's place. */
@Timeout(30)
class BootProgramIT {
  /** Processes that nothing but the end of their pid namespace ends; they hold the report open. */
  private static final String STUBBORN =
      "trap '' TERM INT HUP; (setsid sh -c 'trap \"\" TERM; sleep 1000' &); echo up; sleep 1000";

  @TempDir private Path directory;

  /** The two boot programs. */
  private enum Mode {
    ROOT,
    ROOTLESS;

    Program program() {
      return switch (this) {
        case ROOT -> BootProgram.root();
        case ROOTLESS -> BootProgram.rootless();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void exitsAsTheEngineDoes(Mode mode) throws Exception {
    try (Boot boot = boot(mode, "exit 7")) {
      assertThat(boot.process().waitFor()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exitsAsAKilledEngineWould(Mode mode) throws Exception {
    try (Boot boot = boot(mode, "kill -9 $$")) {
      assertThat(boot.process().waitFor()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheEngineANewProcAndNoInput(Mode mode) throws Exception {
    try (Boot boot = boot(mode, "echo $$ /proc/[0-9]*; readlink /proc/self/fd/0; id -u")) {
      assertThat(boot.rest()).isEqualTo("2 /proc/1 /proc/2\n/dev/null\n0\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheEnvironmentAndTheArguments(Mode mode) throws Exception {
    try (Boot boot = boot(mode, "echo $HARNESS_TEST $0")) {
      assertThat(boot.rest()).isEqualTo("kept sh\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reapsOrphans(Mode mode) throws Exception {
    String script =
        "for i in 1 2 3; do (sleep 0 & ); done; i=0;"
            + " while set -- /proc/[0-9]*; [ $# -gt 2 ] && [ $i -lt 200 ];"
            + " do i=$((i + 1)); sleep 0.1; done; grep -l Z /proc/*/stat";
    try (Boot boot = boot(mode, script)) {
      assertThat(boot.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void killsEverythingWhenTheLeaseEnds(Mode mode) throws Exception {
    try (Boot boot = boot(mode, STUBBORN)) {
      assertThat(boot.line()).isEqualTo("up");

      boot.endLease();

      // The end of the stream is the end of the last process that could write to it.
      assertThat(boot.rest()).isEmpty();
      assertThat(boot.process().waitFor()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ignoresBytesOnTheLease(Mode mode) throws Exception {
    Path written = directory.resolve("written");
    String script = "echo up; until [ -e " + written + " ]; do sleep 0.1; done; sleep 0.2; exit 5";
    try (Boot boot = boot(mode, script)) {
      assertThat(boot.line()).isEqualTo("up");

      boot.writeToLease();
      Files.createFile(written);

      assertThat(boot.process().waitFor()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void killsEverythingWhenItIsKilled(Mode mode) throws Exception {
    try (Boot boot = boot(mode, STUBBORN)) {
      assertThat(boot.line()).isEqualTo("up");

      boot.process().toHandle().destroyForcibly();

      assertThat(boot.rest()).isEmpty();
      assertThat(boot.process().waitFor()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsTheStepThatFailed(Mode mode) throws Exception {
    Program program = mode.program();
    try (Boot boot = Boot.start(directory, program, mode == Mode.ROOTLESS, "/no/such/engine")) {
      Boot.Failure failure = boot.failure();

      assertThat(program.numbered().get(failure.step() - 1).describe())
          .isEqualTo("execute the engine");
      assertThat(failure.errno()).isEqualTo(2);
      assertThat(boot.process().waitFor(10, SECONDS)).isTrue();
    }
  }

  private Boot boot(Mode mode, String script) throws IOException {
    return Boot.start(
        directory, mode.program(), mode == Mode.ROOTLESS, "/bin/sh", "-c", script, "sh");
  }
}
