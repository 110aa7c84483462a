package dev.harness.junit5.declare;

import java.util.function.UnaryOperator;

/**
 * What a field or parameter gets.
 *
 * @param from what must be there for it
 * @param value what it gets of that
 */
public record Injection(Declared from, UnaryOperator<Object> value) {

  /** One that gets the container, network or volume itself. */
  public static Injection whole(Declared from) {
    return new Injection(from, UnaryOperator.identity());
  }
}
