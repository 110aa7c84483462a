package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns verdicts into BPF: a binary search for the range of the call's number, then the conditions
 * of its verdict.
 *
 * <p>The search takes about eight comparisons. Since Linux 5.11 the kernel remembers which calls are
 * allowed whatever their arguments and does not run the filter for them.
 */
final class FilterCompiler {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP = 0x05;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_NOT_LESS = 0x35;
  private static final int RETURN = 0x06;

  /** Offsets in the kernel's {@code struct seccomp_data}. */
  private static final int CALL_NUMBER = 0;

  private static final int ARCHITECTURE = 4;

  private static final int AUDIT_ARCH_X86_64 = 0xC000003E;
  private static final int AUDIT_ARCH_AARCH64 = 0xC00000B7;
  private static final int LONGEST_CONDITIONAL_JUMP = 255;

  private FilterCompiler() {}

  static List<BpfInstruction> compile(Architecture architecture, List<Verdicts.Range> ranges) {
    int own =
        switch (architecture) {
          case X86_64 -> AUDIT_ARCH_X86_64;
          case AARCH64 -> AUDIT_ARCH_AARCH64;
        };
    List<BpfInstruction> code = new ArrayList<>();
    code.add(plain(LOAD_WORD, ARCHITECTURE));
    code.add(new BpfInstruction(JUMP_IF_EQUAL, 1, 0, own));
    // 32-bit programs have other numbers. Those of x32 are larger than all others here.
    code.add(plain(RETURN, Decision.KILL_PROCESS.value()));
    code.add(plain(LOAD_WORD, CALL_NUMBER));
    code.addAll(search(ranges));
    return code;
  }

  private static List<BpfInstruction> search(List<Verdicts.Range> ranges) {
    if (ranges.size() == 1) {
      return decide(ranges.get(0).verdict());
    }
    int middle = ranges.size() / 2;
    List<BpfInstruction> below = search(ranges.subList(0, middle));
    int boundary = ranges.get(middle).first();
    List<BpfInstruction> code = new ArrayList<>();
    if (below.size() <= LONGEST_CONDITIONAL_JUMP) {
      code.add(new BpfInstruction(JUMP_IF_NOT_LESS, below.size(), 0, boundary));
    } else {
      code.add(new BpfInstruction(JUMP_IF_NOT_LESS, 0, 1, boundary));
      code.add(plain(JUMP, below.size()));
    }
    code.addAll(below);
    code.addAll(search(ranges.subList(middle, ranges.size())));
    return code;
  }

  private static List<BpfInstruction> decide(Verdicts.Verdict verdict) {
    List<BpfInstruction> code = new ArrayList<>();
    verdict.alternatives().forEach(alternative -> code.addAll(decide(alternative)));
    code.add(plain(RETURN, verdict.otherwise().value()));
    return code;
  }

  /** Built from its end, so that each condition knows how far it is to the next alternative. */
  private static List<BpfInstruction> decide(Verdicts.Alternative alternative) {
    List<BpfInstruction> code = new ArrayList<>();
    code.add(plain(RETURN, alternative.decision().value()));
    for (int i = alternative.conditions().size() - 1; i >= 0; i--) {
      code.addAll(0, ConditionCode.of(alternative.conditions().get(i), code.size()));
    }
    return code;
  }

  private static BpfInstruction plain(int code, int operand) {
    return new BpfInstruction(code, 0, 0, operand);
  }
}
