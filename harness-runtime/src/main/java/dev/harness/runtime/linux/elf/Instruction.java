package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.SystemCall;
import java.util.List;

/** One instruction of the machine that programs are written for: it has a single register. */
sealed interface Instruction {

  /** Has an encoder write this instruction for its architecture. */
  void encode(Encoder encoder);

  /** Makes a system call; its result goes to the register, negative when it failed. */
  record Call(SystemCall call, List<Operand> arguments) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.call(call, arguments);
    }
  }

  /** Puts a value into the register. */
  record Load(Operand value) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.load(value);
    }
  }

  /** Puts the register into memory. */
  record Store(Operand.Cell cell) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.store(cell);
    }
  }

  /** Turns the register's sign. */
  record Negate() implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.negate();
    }
  }

  /** Adds 0 to 4095 to the register. */
  record Add(int value) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.add(value);
    }
  }

  /** Names this place. */
  record Mark(Label label) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.mark(label);
    }
  }

  /** Goes on at the label. */
  record Jump(Label target) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.jump(target);
    }
  }

  /** Goes on at the label when the register is the negative errno of a failed call. */
  record JumpIfFailed(Label target) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.jumpIfFailed(target);
    }
  }

  /** Goes on at the label when the register equals the value. */
  record JumpIfEqual(Operand value, Label target) implements Instruction {
    @Override
    public void encode(Encoder encoder) {
      encoder.jumpIfEqual(value, target);
    }
  }
}
