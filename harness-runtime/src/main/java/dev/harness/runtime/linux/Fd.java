package dev.harness.runtime.linux;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor with one owner.
 *
 * <p>Every descriptor that this package opens is closed on exec.
 */
public final class Fd implements AutoCloseable {
  private static final int CLOSED = -1;

  private final AtomicInteger number;

  private Fd(int number) {
    this.number = new AtomicInteger(number);
  }

  /** Takes ownership of the open descriptor {@code number}. */
  public static Fd owning(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a descriptor: " + number);
    }
    return new Fd(number);
  }

  /**
   * The descriptor's number, valid until it is closed.
   *
   * @throws IllegalStateException when it is closed or released
   */
  public int number() {
    int open = number.get();
    if (open == CLOSED) {
      throw new IllegalStateException("the descriptor is closed");
    }
    return open;
  }

  /** Whether it was neither closed nor released. */
  public boolean isOpen() {
    return number.get() != CLOSED;
  }

  /** Gives the descriptor away; closing this object no longer closes it. */
  public int release() {
    int open = number();
    number.set(CLOSED);
    return open;
  }

  /** A path in procfs that opens the same object, for as long as this descriptor is open. */
  public String procPath() {
    return "/proc/self/fd/" + number();
  }

  @Override
  public void close() {
    int open = number.getAndSet(CLOSED);
    if (open != CLOSED) {
      // close(2) frees the number even when it reports an error of an earlier write.
      Kernel.attempt(SystemCall.CLOSE, open);
    }
  }

  @Override
  public String toString() {
    int open = number.get();
    return open == CLOSED ? "fd(closed)" : "fd(" + open + ")";
  }
}
