package dev.harness.snapshot;

/** A container that has just become ready, of which a snapshot is made; closing it removes it. */
public interface FirstContainer extends AutoCloseable {
  /** Its id on the engine. */
  String id();

  @Override
  void close();
}
