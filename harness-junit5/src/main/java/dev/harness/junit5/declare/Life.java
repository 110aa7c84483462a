package dev.harness.junit5.declare;

/** How long something lives, the shortest first. */
public enum Life {
  /** As long as one test. */
  TEST("a test"),
  /** As long as the tests of one class. */
  CLASS("the class"),
  /** As long as the run of tests. */
  SESSION("the session");

  private final String words;

  Life(String words) {
    this.words = words;
  }

  /** Whether what lives so long is there all the time that another life takes. */
  public boolean covers(Life other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return words;
  }
}
