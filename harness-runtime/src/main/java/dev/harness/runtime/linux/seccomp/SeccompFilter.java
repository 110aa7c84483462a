package dev.harness.runtime.linux.seccomp;

import java.util.List;

/**
 * A classic BPF program that decides about system calls, as in {@code seccomp(2)}.
 *
 * @param instructions what the kernel runs; none for no filter
 */
public record SeccompFilter(List<BpfInstruction> instructions) {
  /** No filter: every system call is allowed. */
  public static final SeccompFilter NONE = new SeccompFilter(List.of());

  private static final int LIMIT = 4096;

  /** Refuses programs that are too long for the kernel. */
  public SeccompFilter {
    instructions = List.copyOf(instructions);
    if (instructions.size() > LIMIT) {
      throw new IllegalArgumentException(
          "a filter has at most %d instructions, not %d".formatted(LIMIT, instructions.size()));
    }
  }

  /** Whether this filters nothing. */
  public boolean isEmpty() {
    return instructions.isEmpty();
  }
}
