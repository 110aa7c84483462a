package dev.harness.runtime.cgroup;

/** The kernel's word that the memory of a group has run out. */
interface OomNotice extends AutoCloseable {

  /**
   * Blocks until it does, or this is closed.
   *
   * @return false when it never will any more
   */
  boolean await();

  /** Ends the waiting too. */
  @Override
  void close();
}
