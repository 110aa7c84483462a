package dev.harness.compose.model;

/**
 * What a service waits for before it starts.
 *
 * @param isRequired whether it cannot do without the other, where that is not among those that start
 */
public record Dependency(Condition condition, boolean isRequired) {

  /** How far the other must be. */
  public enum Condition {
    /** It has started. */
    STARTED("service_started"),
    /** Its health check finds it healthy. */
    HEALTHY("service_healthy"),
    /** It has ended with exit code 0. */
    COMPLETED("service_completed_successfully");

    private final String word;

    Condition(String word) {
      this.word = word;
    }

    /** Reads the word of compose files. */
    static Condition of(String word) {
      for (Condition one : values()) {
        if (one.word.equals(word)) {
          return one;
        }
      }
      throw new IllegalArgumentException(
          "'%s' is no condition: service_started, service_healthy or service_completed_successfully"
              .formatted(word));
    }
  }
}
