package dev.harness.differential;

/**
 * Something that was observed otherwise on our engine than on Docker.
 *
 * @param docker what was observed there; {@link Observations#ABSENT} when it was not
 * @param ours what was observed here, likewise
 */
record Difference(String key, String docker, String ours) {

  @Override
  public String toString() {
    return "%s%n    docker: %s%n    ours:   %s".formatted(key, docker, ours);
  }
}
