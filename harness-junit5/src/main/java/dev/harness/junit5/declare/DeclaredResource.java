package dev.harness.junit5.declare;

/**
 * A network or volume that a class, a field or a parameter declares.
 *
 * @param kind which of the two
 * @param name empty only for a parameter's
 * @param place where it is declared
 */
public record DeclaredResource(ResourceKind kind, String name, Place place) implements Declared {
  @Override
  public Life life() {
    return place.life();
  }
}
