package dev.harness.runtime.launch;

/** User namespaces made ahead, so that a container's start does not wait for one. */
@SuppressWarnings("DoNotCallSuggester")
public final class UserNamespacePool implements AutoCloseable {

  /**
   * Starts to fill the pool.
   *
   * @param launcher runs the programs that make namespaces; borrowed, closed after the pool
   * @param uids the user ids of each namespace
   * @param gids the group ids of each namespace
   * @param size how many namespaces wait, at least 1
   */
  public UserNamespacePool(Launcher launcher, IdMap uids, IdMap gids, int size) {
    throw new UnsupportedOperationException();
  }

  /** Takes a namespace out, owned by the caller; makes one when none waits. */
  public UserNamespace take() {
    throw new UnsupportedOperationException();
  }

  /** Closes the namespaces that wait. */
  @Override
  public void close() {}
}
