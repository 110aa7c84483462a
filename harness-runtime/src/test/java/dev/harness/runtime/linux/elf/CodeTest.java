package dev.harness.runtime.linux.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.testing.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that really run, on both architectures. */
class CodeTest {
  private static final Operand STDOUT = Operand.constant(1);
  private static final Operand SUCCESS = Operand.constant(0);

  @TempDir private Path directory;
  private final Code code = new Code();

  @ParameterizedTest
  @EnumSource
  void writesText(Architecture architecture) throws Exception {
    code.call(SystemCall.WRITE, STDOUT, code.data().string("hello\n"), Operand.constant(6));
    code.call(SystemCall.EXIT_GROUP, SUCCESS);

    Process process = run(architecture);

    assertThat(output(process)).isEqualTo("hello\n");
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void tellsAFailedCallFromASuccessfulOne(Architecture architecture) throws Exception {
    Label failed = code.label();
    code.call(SystemCall.GETPID).jumpIfFailed(failed);
    code.call(SystemCall.CHDIR, code.data().string("/no/such/place")).jumpIfFailed(failed);
    code.call(SystemCall.EXIT_GROUP, SUCCESS);
    Operand.Cell errno = code.data().zeros(8).doubleWord(0);
    code.mark(failed).negate().store(errno).call(SystemCall.EXIT_GROUP, errno);

    assertThat(run(architecture).waitFor()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void calculatesWithWhatCallsLeaveInMemory(Architecture architecture) throws Exception {
    Operand.Address ends = code.data().zeros(8);
    Label differ = code.label();
    code.call(SystemCall.PIPE2, ends, Operand.constant(0));
    code.load(ends.word(0)).add(1).jumpIfEqual(ends.word(4), differ);
    code.call(SystemCall.EXIT_GROUP, Operand.constant(1));
    code.mark(differ).call(SystemCall.EXIT_GROUP, Operand.constant(42));

    assertThat(run(architecture).waitFor()).isEqualTo(42);
  }

  @ParameterizedTest
  @EnumSource
  void executesItsArgumentsInItsEnvironment(Architecture architecture) throws Exception {
    code.call(
        SystemCall.EXECVE,
        Operand.Start.FIRST_ARGUMENT,
        Operand.Start.ARGUMENTS,
        Operand.Start.ENVIRONMENT);

    ProcessBuilder builder = builder(architecture, "/bin/sh", "-c", "echo $0 $GREETING", "zero");
    builder.environment().put("GREETING", "good morning");
    Process process = builder.start();

    assertThat(output(process)).isEqualTo("zero good morning\n");
  }

  @ParameterizedTest
  @EnumSource
  void executesWithVectorsFromItsData(Architecture architecture) throws Exception {
    Data data = code.data();
    code.call(
        SystemCall.EXECVE,
        data.string("/bin/sh"),
        data.strings(List.of("sh", "-c", "echo $ANSWER")),
        data.strings(List.of("ANSWER=42")));

    assertThat(output(run(architecture))).isEqualTo("42\n");
  }

  @Test
  void placesEqualTextsOnce() {
    Data data = code.data();

    assertThat(data.string("/proc")).isEqualTo(data.string("/proc"));
  }

  @Test
  void refusesDataThatIsTooLarge() {
    assertThatThrownBy(() -> code.data().zeros(17 << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arguments and environment need more than 16777216 bytes");
  }

  private Process run(Architecture architecture) throws IOException {
    return builder(architecture).start();
  }

  private ProcessBuilder builder(Architecture architecture, String... arguments)
      throws IOException {
    return Machine.of(architecture).run(directory, code.executable(architecture), arguments);
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
