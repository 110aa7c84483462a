package dev.harness.runtime.api.http;

import java.util.OptionalInt;

/** Knows the HTTP status that stands for a failure of a handler. */
@FunctionalInterface
public interface Failures {
  /**
   * The status for {@code failure}; empty when it is nothing that was expected, which is answered
   * with 500 and logged with its stack.
   *
   * <p>Is never asked about {@link RefusedRequest}, which carries its own.
   */
  OptionalInt status(RuntimeException failure);
}
