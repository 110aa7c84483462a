package dev.harness.runtime.api.http;

/** Knows the HTTP status that stands for a failure of a handler. */
@FunctionalInterface
public interface Failures {
  /**
   * The status for {@code failure}; 500 when it is nothing that was expected.
   *
   * <p>Is never asked about {@link RefusedRequest}, which carries its own.
   */
  int status(RuntimeException failure);
}
