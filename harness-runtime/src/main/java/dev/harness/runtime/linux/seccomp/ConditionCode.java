package dev.harness.runtime.linux.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition as BPF, which knows words of 32 bits: the upper half of the argument decides, unless
 * it is equal, then the lower half does.
 */
final class ConditionCode {
  private static final int LOAD_WORD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_GREATER = 0x25;
  private static final int JUMP_IF_NOT_LESS = 0x35;

  /** Offset in the kernel's {@code struct seccomp_data}. */
  private static final int ARGUMENTS = 16;

  private static final int ARGUMENT_BYTES = 8;
  private static final int UPPER = 4;
  private static final int ALL_BITS = -1;

  private final Condition condition;

  /** How many instructions are passed over when the condition does not hold. */
  private final int away;

  private ConditionCode(Condition condition, int away) {
    this.condition = condition;
    this.away = away;
  }

  /** Goes on behind itself when the condition holds, else {@code away} instructions further. */
  static List<BpfInstruction> of(Condition condition, int away) {
    ConditionCode code = new ConditionCode(condition, away);
    return switch (condition.comparison()) {
      case EQUAL, DIFFERENT -> code.equality();
      case GREATER -> code.order(JUMP_IF_GREATER, true);
      case GREATER_OR_EQUAL -> code.order(JUMP_IF_NOT_LESS, true);
      case LESS -> code.order(JUMP_IF_NOT_LESS, false);
      case LESS_OR_EQUAL -> code.order(JUMP_IF_GREATER, false);
    };
  }

  private List<BpfInstruction> equality() {
    boolean equal = condition.comparison() == Condition.Comparison.EQUAL;
    List<BpfInstruction> lower = new ArrayList<>(load(0, condition.lowerMask()));
    lower.add(
        new BpfInstruction(
            JUMP_IF_EQUAL, equal ? 0 : away, equal ? away : 0, condition.lowerValue()));
    if (condition.upperMask() == 0 && condition.upperValue() == 0) {
      return lower;
    }
    List<BpfInstruction> code = new ArrayList<>(load(UPPER, condition.upperMask()));
    int otherwise = equal ? lower.size() + away : lower.size();
    code.add(new BpfInstruction(JUMP_IF_EQUAL, 0, otherwise, condition.upperValue()));
    code.addAll(lower);
    return code;
  }

  /**
   * Compares by order.
   *
   * @param jump decides about the lower half
   * @param holds whether the condition holds when it jumps, and when the upper half is greater
   */
  private List<BpfInstruction> order(int jump, boolean holds) {
    List<BpfInstruction> lower = new ArrayList<>(load(0, ALL_BITS));
    lower.add(new BpfInstruction(jump, holds ? 0 : away, holds ? away : 0, condition.lowerValue()));
    int yes = lower.size();
    int no = lower.size() + away;
    List<BpfInstruction> code = new ArrayList<>(load(UPPER, ALL_BITS));
    code.add(
        new BpfInstruction(JUMP_IF_GREATER, 1 + (holds ? yes : no), 0, condition.upperValue()));
    code.add(new BpfInstruction(JUMP_IF_EQUAL, 0, holds ? no : yes, condition.upperValue()));
    code.addAll(lower);
    return code;
  }

  private List<BpfInstruction> load(int half, int mask) {
    int place = ARGUMENTS + ARGUMENT_BYTES * condition.argument() + half;
    BpfInstruction word = new BpfInstruction(LOAD_WORD, 0, 0, place);
    return mask == ALL_BITS ? List.of(word) : List.of(word, new BpfInstruction(AND, 0, 0, mask));
  }
}
