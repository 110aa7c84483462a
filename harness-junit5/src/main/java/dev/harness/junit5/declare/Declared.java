package dev.harness.junit5.declare;

/** Something that a test class declares, and that lives as long as a test, a class or the run. */
public sealed interface Declared permits DeclaredContainer, DeclaredResource {

  /** The name by which the class knows it; empty when it has none. */
  String name();

  /** Where it is declared. */
  Place place();

  /** How long it lives. */
  Life life();

  /**
   * Refuses the use by something else that is there when this is not.
   *
   * @param user where it is used
   * @param life how long the user lives
   * @param use what it would do with this, as {@code depend on}
   */
  default void requireFor(Place user, Life life, String use) {
    if (!life().covers(life)) {
      throw user.refused(
          "lives as long as %s and cannot %s %s, which lives only as long as %s"
              .formatted(life, use, name(), life()));
    }
    if (!life().covers(user.sees())) {
      throw user.refused(
          "cannot %s %s, which starts only after the instance was made".formatted(use, name()));
    }
  }
}
