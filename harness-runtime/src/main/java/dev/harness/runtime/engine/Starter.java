package dev.harness.runtime.engine;

/** Starts containers. */
final class Starter {
  Run start(ContainerParts parts) {
    throw new UnsupportedOperationException(parts.name());
  }
}
