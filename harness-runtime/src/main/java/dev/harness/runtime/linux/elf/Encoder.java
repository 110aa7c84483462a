package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns instructions into machine code that runs at any address. */
abstract class Encoder {
  private ByteBuffer code = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<Integer, Integer> places = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();

  /** A jump whose distance is filled in at the end. */
  private record Reference(int at, Label target) {}

  final byte[] encode(List<Instruction> instructions) {
    instructions.forEach(instruction -> instruction.encode(this));
    for (Reference reference : references) {
      Integer place = places.get(reference.target().number());
      if (place == null) {
        throw new IllegalStateException("no place has the label " + reference.target());
      }
      setDistance(code, reference.at(), place);
    }
    return Arrays.copyOf(code.array(), code.position());
  }

  final void mark(Label label) {
    places.put(label.number(), code.position());
  }

  abstract void call(SystemCall call, List<Operand> arguments);

  abstract void load(Operand value);

  abstract void store(Operand.Cell cell);

  abstract void negate();

  abstract void add(int value);

  abstract void jump(Label target);

  abstract void jumpIfFailed(Label target);

  abstract void jumpIfEqual(Operand value, Label target);

  abstract void loadConstant(int register, long value);

  abstract void loadCell(int register, Operand.Cell cell);

  abstract void loadStart(int register, Operand.Start start);

  /** Makes the jump that was put before or at {@code at} lead to {@code place}. */
  abstract void setDistance(ByteBuffer code, int at, int place);

  /** Puts bytes that are written as in the architecture's manual. */
  final void bytes(int... values) {
    reserve(values.length);
    for (int value : values) {
      code.put((byte) value);
    }
  }

  final void word(int value) {
    reserve(4);
    code.putInt(value);
  }

  final void doubleWord(long value) {
    reserve(8);
    code.putLong(value);
  }

  /** Remembers that the next bytes depend on where {@code target} is. */
  final void refer(Label target) {
    references.add(new Reference(code.position(), target));
  }

  private void reserve(int size) {
    if (code.remaining() < size) {
      int position = code.position();
      code =
          ByteBuffer.wrap(Arrays.copyOf(code.array(), 2 * code.capacity()))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(position);
    }
  }
}
