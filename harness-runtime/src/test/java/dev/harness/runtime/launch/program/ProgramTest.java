package dev.harness.runtime.launch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that need no privileges, run on both architectures. */
class ProgramTest {
  private static final int STDOUT = 1;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void reportsTheFailedStepAndItsErrno(Architecture architecture) throws Exception {
    Process process =
        run(
            architecture,
            new ProcessStep.FileCreationMask(022),
            new FileStep.ChangeDirectory("/no/such/place"),
            new ProcessStep.Announce('X'));

    assertThat(process.getInputStream().readAllBytes())
        .containsExactly('F', 2, 0, 0, 0, 2, 0, 0, 0);
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void exitsAfterItsLastStep(Architecture architecture) throws Exception {
    Process process = run(architecture, new ProcessStep.Announce('X'));

    assertThat(process.getInputStream().readAllBytes()).containsExactly('X');
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void executesAFile(Architecture architecture) throws Exception {
    Process process =
        run(
            architecture,
            new FileStep.ChangeDirectory("/usr/bin"),
            new ProcessStep.Execute(
                "/bin/sh", List.of("sh", "-c", "pwd; echo $A"), List.of("A=b")));

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("/usr/bin\nb\n");
  }

  @ParameterizedTest
  @EnumSource
  void waitsForAByteAndEndsWithoutOne(Architecture architecture) throws Exception {
    Process process =
        run(architecture, new ProcessStep.AwaitByte(0), new ProcessStep.Announce('X'));

    process.getOutputStream().close();

    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void writesIntoFiles(Architecture architecture) throws Exception {
    Path file = Files.writeString(directory.resolve("parameter"), "");

    run(architecture, new FileStep.WriteText(file.toString(), "42\n")).waitFor();

    assertThat(file).hasContent("42\n");
  }

  @ParameterizedTest
  @EnumSource
  void exitsAsItsChildDid(Architecture architecture) throws Exception {
    Slot child = new Slot("child");
    Process process =
        run(
            architecture,
            new SupervisionStep.Fork(child, List.of(new SupervisionStep.ReapUntil(child))),
            new ProcessStep.Execute("/bin/sh", List.of("sh", "-c", "exit 9"), List.of()));

    assertThat(process.waitFor()).isEqualTo(9);
  }

  @Test
  void hidesTheEnvironmentFromReaders() {
    Step step = new ProcessStep.Execute("/bin/a", List.of("a"), List.of("PASSWORD=secret"));

    assertThat(step.describe()).isEqualTo("execute /bin/a [a]");
  }

  private Process run(Architecture architecture, Step... steps) throws Exception {
    byte[] executable = new Program(STDOUT, List.of(steps)).executable(architecture);
    return Machine.of(architecture).run(directory, executable).start();
  }
}
