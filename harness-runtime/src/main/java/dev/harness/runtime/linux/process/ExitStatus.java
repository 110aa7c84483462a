package dev.harness.runtime.linux.process;

/**
 * How a process ended.
 *
 * @param value the code it exited with, or the number of the signal that killed it
 */
public record ExitStatus(boolean signaled, int value) {
  private static final int SIGNALED = 128;

  /** The code that shells and Docker show: the exit code, or 128 and the signal (C34). */
  public int code() {
    return signaled ? SIGNALED + value : value;
  }

  @Override
  public String toString() {
    return signaled ? "killed by " + new Signal(value) : "exited with " + value;
  }
}
