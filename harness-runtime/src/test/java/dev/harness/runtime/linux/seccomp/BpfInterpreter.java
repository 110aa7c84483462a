package dev.harness.runtime.linux.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Runs a filter as the kernel does, with the instructions that the compiler uses. */
final class BpfInterpreter {
  private final List<BpfInstruction> code;

  BpfInterpreter(SeccompFilter filter) {
    code = filter.instructions();
  }

  int run(int architecture, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, architecture);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    int accumulator = 0;
    int at = 0;
    while (true) {
      BpfInstruction now = code.get(at++);
      int operand = now.operand();
      switch (now.code()) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x54 -> accumulator &= operand;
        case 0x05 -> at += operand;
        case 0x15 -> at += accumulator == operand ? now.whenTrue() : now.whenFalse();
        case 0x25 ->
            at +=
                Integer.compareUnsigned(accumulator, operand) > 0
                    ? now.whenTrue()
                    : now.whenFalse();
        case 0x35 ->
            at +=
                Integer.compareUnsigned(accumulator, operand) >= 0
                    ? now.whenTrue()
                    : now.whenFalse();
        case 0x06 -> {
          return operand;
        }
        default -> throw new IllegalStateException("instruction " + now);
      }
    }
  }
}
