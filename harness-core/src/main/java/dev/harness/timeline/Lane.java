package dev.harness.timeline;

import org.apiguardian.api.API;

/**
 * Whose time it is: that of the engine, of one container or of one class of tests.
 *
 * @param number tells lanes of the same label apart
 * @param label for people
 * @param note what else there is to say of it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Lane(Group group, long number, String label, String note) {
  /** The engine. */
  public static final Lane ENGINE = new Lane(Group.ENGINE, 0, "engine", "");

  /** The images that the engine fetches. */
  public static final Lane IMAGES = new Lane(Group.ENGINE, 1, "images", "");

  /** What lanes are beside each other. */
  public enum Group {
    /** What all share. */
    ENGINE("Engine"),
    /** One lane for each container. */
    CONTAINERS("Containers"),
    /** One lane for each class. */
    TESTS("Tests");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** Its name, for people. */
    public String title() {
      return title;
    }
  }
}
