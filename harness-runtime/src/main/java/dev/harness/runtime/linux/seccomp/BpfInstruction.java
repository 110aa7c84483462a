package dev.harness.runtime.linux.seccomp;

/**
 * One instruction of classic BPF: the kernel's {@code struct sock_filter}.
 *
 * @param code what to do
 * @param whenTrue how many instructions to skip when a condition holds, up to 255
 * @param whenFalse how many to skip when it does not
 * @param operand unsigned
 */
public record BpfInstruction(int code, int whenTrue, int whenFalse, int operand) {

  /** Refuses jumps that do not fit into a byte. */
  public BpfInstruction {
    if (whenTrue < 0 || whenTrue > 255 || whenFalse < 0 || whenFalse > 255) {
      throw new IllegalArgumentException("jump out of 0 to 255: " + whenTrue + ", " + whenFalse);
    }
  }
}
