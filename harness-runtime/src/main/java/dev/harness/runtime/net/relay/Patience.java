package dev.harness.runtime.net.relay;

/**
 * Whether to look out for the next message a moment longer, before a thread sleeps, after one of a
 * certain conversation: as long as that mostly pays, and no more than a few talk.
 *
 * <p>To be woken takes longer than a small request and its answer: so looking out for a moment
 * answers sooner, and costs little where both come at once. Where they do not, it is tried ever less
 * often. Where many talk, who sleeps meanwhile is woken once for what they all have said.
 */
final class Patience {
  /** How long a moment is: what a server within the machine takes to answer, and a client to ask. */
  static final long MOMENT_NANOS = 50_000;

  /** How many messages ago the last one was, where few talk: four connections, both ways. */
  private static final int FEW = 8;

  private static final int LONGEST_REST = 127;

  private long last;
  private boolean few = true;
  private int rest;
  private int restLeft;

  /**
   * Begins willingly.
   *
   * @param message how many of all conversations have come so far
   */
  Patience(long message) {
    this.last = message;
  }

  /** Counts a message of this conversation, which is the {@code message}th of all. */
  void heard(long message) {
    few = message - last <= FEW;
    last = message;
  }

  /** Whether it is to be tried now; the caller tells what came of it. */
  boolean isWilling() {
    if (few && restLeft == 0) {
      return true;
    }
    restLeft = Math.max(0, restLeft - 1);
    return false;
  }

  /** Something came. */
  void paid() {
    rest = 0;
  }

  /** Nothing came. */
  void failed() {
    rest = Math.min(2 * rest + 1, LONGEST_REST);
    restLeft = rest;
  }
}
