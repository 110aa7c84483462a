package dev.harness.runtime.engine.request;

/**
 * When a container that ended runs again (C38).
 *
 * @param maximumRetries how many restarts there are at most while it fails; 0 = any number; other
 *     than 0 only with {@link Kind#ON_FAILURE}
 */
public record RestartPolicy(Kind kind, int maximumRetries) {
  /** It never does. */
  public static final RestartPolicy NO = new RestartPolicy(Kind.NO, 0);

  /** Refuses a limit where there cannot be one. */
  public RestartPolicy {
    if (maximumRetries < 0 || (maximumRetries > 0 && kind != Kind.ON_FAILURE)) {
      throw new IllegalArgumentException(kind + " with " + maximumRetries + " retries");
    }
  }

  /** The occasions. */
  public enum Kind {
    /** Never. */
    NO("no"),
    /** Whatever ended it, but for a stop. */
    ALWAYS("always"),
    /** As {@link #ALWAYS}: an engine does not outlive its containers, where the two differ. */
    UNLESS_STOPPED("unless-stopped"),
    /** When its exit code is not 0. */
    ON_FAILURE("on-failure");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word of the API. */
    public String word() {
      return word;
    }
  }
}
