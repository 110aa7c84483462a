package dev.harness.runtime.engine.request;

/** The name that a container has at the moment, without a leading slash. Safe for all threads. */
public final class ContainerName {
  private volatile String current;

  /** A container that is called so at first. */
  public ContainerName(String first) {
    current = first;
  }

  /** Gives it another name, which nobody else may have. */
  public void change(String next) {
    current = next;
  }

  /** The name itself. */
  @Override
  public String toString() {
    return current;
  }
}
