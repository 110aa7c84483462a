package dev.harness.spec;

/** How much of the machine a container may use; 0 = no limit. */
public record Limits(long memoryBytes, long nanoCpus, long pids) {
  /** No limits. */
  public static final Limits NONE = new Limits(0, 0, 0);

  /** The same with another limit of memory. */
  public Limits memory(long bytes) {
    return new Limits(bytes, nanoCpus, pids);
  }

  /** The same with another limit of processor time. */
  public Limits nanoCpus(long nanos) {
    return new Limits(memoryBytes, nanos, pids);
  }

  /** The same with another limit of processes. */
  public Limits pids(long most) {
    return new Limits(memoryBytes, nanoCpus, most);
  }
}
