package dev.harness.runtime.launch;

/** Turns plans into processes. */
@SuppressWarnings("DoNotCallSuggester")
public final class Launcher implements AutoCloseable {

  /**
   * Starts a container and returns as soon as it exists with all its namespaces, while its mounts
   * are still being made; it waits before its executable until {@link Child#proceed}.
   *
   * @throws LaunchException when it could not be made
   */
  public Child start(StartPlan plan) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts another process in a running container; it waits before its executable until {@link
   * Child#proceed}.
   *
   * @throws LaunchException when it could not be made, because the container has ended for example
   */
  public Child exec(ExecPlan plan) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
