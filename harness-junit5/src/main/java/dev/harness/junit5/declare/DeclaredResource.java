package dev.harness.junit5.declare;

/**
 * A network, volume or composition that a class, a field or a parameter declares.
 *
 * @param plan which of these, and what it is to be like
 * @param name empty only for a parameter's
 * @param place where it is declared
 */
public record DeclaredResource(ResourcePlan plan, String name, Place place) implements Declared {
  /** Which of these it is. */
  public ResourceKind kind() {
    return plan.kind();
  }

  @Override
  public Life life() {
    return place.life();
  }
}
