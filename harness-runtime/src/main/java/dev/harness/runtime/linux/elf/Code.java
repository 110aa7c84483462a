package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.SystemCall;
import java.util.ArrayList;
import java.util.List;

/** A program under construction: instructions in their order, the data that they use. */
public final class Code {
  private final List<Instruction> instructions = new ArrayList<>();
  private final Data data = new Data();
  private int labels;

  /** The memory of the program. */
  public Data data() {
    return data;
  }

  /** A new place to jump to; {@link #mark} says where it is. */
  public Label label() {
    return new Label(labels++);
  }

  /** Makes a system call; the result goes to the register. */
  public Code call(SystemCall call, Operand... arguments) {
    return add(new Instruction.Call(call, List.of(arguments)));
  }

  /** Puts a value into the register. */
  public Code load(Operand value) {
    return add(new Instruction.Load(value));
  }

  /** Puts the register into memory. */
  public Code store(Operand.Cell cell) {
    return add(new Instruction.Store(cell));
  }

  /** Turns the sign of the register. */
  public Code negate() {
    return add(new Instruction.Negate());
  }

  /** Adds 0 to 4095 to the register. */
  public Code add(int value) {
    return add(new Instruction.Add(value));
  }

  /** Gives this place the label. */
  public Code mark(Label label) {
    return add(new Instruction.Mark(label));
  }

  /** Goes on at the label. */
  public Code jump(Label target) {
    return add(new Instruction.Jump(target));
  }

  /** Goes on at the label when the last call failed. */
  public Code jumpIfFailed(Label target) {
    return add(new Instruction.JumpIfFailed(target));
  }

  /** Goes on at the label when the register equals the value. */
  public Code jumpIfEqual(Operand value, Label target) {
    return add(new Instruction.JumpIfEqual(value, target));
  }

  /** The executable file. */
  public byte[] executable(Architecture architecture) {
    Encoder encoder =
        switch (architecture) {
          case X86_64 -> new X86Encoder();
          case AARCH64 -> new Aarch64Encoder();
        };
    return ElfFile.of(architecture, data.content(), encoder.encode(instructions));
  }

  private Code add(Instruction instruction) {
    instructions.add(instruction);
    return this;
  }
}
