package dev.harness;

/** Something on an engine that goes when it is closed. */
interface Removable extends AutoCloseable {
  /** Whether it was closed; then it is gone, or its removal has failed. */
  boolean isClosed();

  /**
   * Removes it.
   *
   * @throws CleanupException when it could not be removed
   */
  @Override
  void close();
}
