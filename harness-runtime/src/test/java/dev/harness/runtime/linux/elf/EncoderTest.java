package dev.harness.runtime.linux.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.SystemCall;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected bytes were read with GNU objdump: they are what the test's name says. */
class EncoderTest {
  private static final Operand.Address DATA = new Operand.Address(0x100000E8);
  private static final Label LABEL = new Label(0);

  @ParameterizedTest
  @CsvSource({
    "0,                   b800000000,           0000e0d2",
    "5,                   b805000000,           a00080d2",
    "-1,                  48c7c0ffffffff,       0000e092",
    "-100,                48c7c09cffffff,       600c8092",
    "4294967295,          b8ffffffff,           e0ff9fd2e0ffbff2",
    "1311768467463790320, 48b8f0debc9a78563412, 00de9bd28057b3f200cfcaf28046e2f2",
  })
  void loadsConstants(long value, String x86, String aarch64) {
    Instruction load = new Instruction.Load(Operand.constant(value));

    assertThat(x86(load)).isEqualTo(x86);
    assertThat(aarch64(load)).isEqualTo(aarch64);
  }

  @Test
  void loadsAndStoresDoubleWords() {
    Operand.Cell cell = DATA.doubleWord(0);

    assertThat(x86(new Instruction.Store(cell))).isEqualTo("48890425e8000010");
    assertThat(x86(new Instruction.Load(cell))).isEqualTo("488b0425e8000010");
    assertThat(aarch64(new Instruction.Store(cell))).isEqualTo("091d80d20900a2f2200100f9");
    assertThat(aarch64(new Instruction.Load(cell))).isEqualTo("091d80d20900a2f2200140f9");
  }

  @Test
  void loadsAndStoresWords() {
    Operand.Cell cell = DATA.word(4);

    assertThat(x86(new Instruction.Store(cell))).isEqualTo("40890425ec000010");
    assertThat(x86(new Instruction.Load(cell))).isEqualTo("408b0425ec000010");
    assertThat(aarch64(new Instruction.Store(cell))).isEqualTo("891d80d20900a2f2200100b9");
    assertThat(aarch64(new Instruction.Load(cell))).isEqualTo("891d80d20900a2f2200140b9");
  }

  @Test
  void calculates() {
    assertThat(x86(new Instruction.Negate())).isEqualTo("48f7d8");
    assertThat(x86(new Instruction.Add(128))).isEqualTo("480580000000");
    assertThat(aarch64(new Instruction.Negate())).isEqualTo("e00300cb");
    assertThat(aarch64(new Instruction.Add(128))).isEqualTo("00000291");
  }

  @Test
  void jumpsBackward() {
    Instruction[] loop = {
      new Instruction.Mark(LABEL), new Instruction.Negate(), new Instruction.Jump(LABEL)
    };

    assertThat(x86(loop)).isEqualTo("48f7d8" + "e9f8ffffff");
    assertThat(aarch64(loop)).isEqualTo("e00300cb" + "ffffff17");
  }

  @Test
  void jumpsWhenACallFailed() {
    Instruction[] code = {
      new Instruction.JumpIfFailed(LABEL), new Instruction.Negate(), new Instruction.Mark(LABEL)
    };

    assertThat(x86(code)).isEqualTo("483d01f0ffff" + "0f8303000000" + "48f7d8");
    assertThat(aarch64(code)).isEqualTo("1ffc3fb1" + "42000054" + "e00300cb");
  }

  @Test
  void jumpsOnEqualValues() {
    Instruction[] code = {
      new Instruction.JumpIfEqual(Operand.constant(-38), LABEL),
      new Instruction.Negate(),
      new Instruction.Mark(LABEL)
    };

    assertThat(x86(code)).isEqualTo("48c7c1daffffff" + "4839c8" + "0f8403000000" + "48f7d8");
    assertThat(aarch64(code)).isEqualTo("a9048092" + "1f0009eb" + "40000054" + "e00300cb");
  }

  @Test
  void passesTheStartOfTheProgramToCalls() {
    Instruction execve =
        new Instruction.Call(
            SystemCall.EXECVE,
            List.of(
                Operand.Start.FIRST_ARGUMENT, Operand.Start.ARGUMENTS, Operand.Start.ENVIRONMENT));

    assertThat(x86(execve))
        .isEqualTo("488b7c2410" + "488d742410" + "488b1424488d54d410" + "b83b000000" + "0f05");
    assertThat(aarch64(execve))
        .isEqualTo("e00b40f9" + "e1430091" + "e20340f9e26f228b42400091" + "a81b80d2" + "010000d4");
  }

  @Test
  void passesSixArguments() {
    Instruction call =
        new Instruction.Call(
            SystemCall.CLONE,
            List.of(
                Operand.constant(1),
                Operand.constant(-2),
                DATA,
                DATA.doubleWord(8),
                DATA.word(16),
                Operand.constant(6)));

    assertThat(x86(call))
        .isEqualTo(
            "bf01000000"
                + "48c7c6feffffff"
                + "bae8000010"
                + "4c8b1425f0000010"
                + "448b0425f8000010"
                + "41b906000000"
                + "b838000000"
                + "0f05");
    assertThat(aarch64(call))
        .isEqualTo(
            "200080d2"
                + "21008092"
                + "021d80d20200a2f2"
                + "091e80d20900a2f2230140f9"
                + "091f80d20900a2f2240140b9"
                + "c50080d2"
                + "881b80d2"
                + "010000d4");
  }

  @Test
  void refusesJumpsToNowhere() {
    assertThatThrownBy(() -> x86(new Instruction.Jump(LABEL)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no place has the label Label[number=0]");
  }

  private static String x86(Instruction... code) {
    return HexFormat.of().formatHex(new X86Encoder().encode(List.of(code)));
  }

  private static String aarch64(Instruction... code) {
    return HexFormat.of().formatHex(new Aarch64Encoder().encode(List.of(code)));
  }
}
