package dev.harness.runtime.engine.output;

/** Which of a process's output streams some bytes came from; the number is that of the API. */
public enum OutputStreamKind {
  STDOUT(1),
  STDERR(2);

  private final int number;

  OutputStreamKind(int number) {
    this.number = number;
  }

  /** The number in the header of a multiplexed frame (C41). */
  public int number() {
    return number;
  }

  /** The name in a log file: {@code stdout} or {@code stderr}. */
  public String streamName() {
    return this == STDOUT ? "stdout" : "stderr";
  }
}
