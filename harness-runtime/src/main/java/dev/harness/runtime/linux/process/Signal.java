package dev.harness.runtime.linux.process;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A signal by its number, as in {@code signal(7)}.
 *
 * @param number 1 to 64
 */
public record Signal(int number) {
  public static final Signal HUP = new Signal(1);
  public static final Signal INT = new Signal(2);
  public static final Signal QUIT = new Signal(3);
  public static final Signal KILL = new Signal(9);
  public static final Signal TERM = new Signal(15);
  public static final Signal CONT = new Signal(18);
  public static final Signal STOP = new Signal(19);

  private static final int FIRST_REALTIME = 34;
  private static final int LAST = 64;
  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };

  /** Refuses numbers that no signal has. */
  public Signal {
    if (number < 1 || number > LAST) {
      throw new IllegalArgumentException("signal number out of 1 to 64: " + number);
    }
  }

  /**
   * Reads {@code SIGTERM}, {@code TERM}, {@code 15}, {@code RTMIN+1} or {@code RTMAX-1}, in any
   * case.
   *
   * @throws IllegalArgumentException when {@code text} names no signal
   */
  public static Signal parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return new Signal(i + 1);
      }
    }
    int number = -1;
    if (upper.matches("[0-9]{1,2}")) {
      number = Integer.parseInt(upper);
    } else if (name.matches("RTMIN(\\+[0-9]{1,2})?")) {
      number = FIRST_REALTIME + offset(name);
    } else if (name.matches("RTMAX(-[0-9]{1,2})?")) {
      number = LAST - offset(name);
    }
    boolean realtimeName = name.startsWith("RT");
    if (number < (realtimeName ? FIRST_REALTIME : 1) || number > LAST) {
      throw new IllegalArgumentException(
          "invalid signal \"" + text + "\"; give a name such as SIGTERM or a number from 1 to 64");
    }
    return new Signal(number);
  }

  private static int offset(String realtimeName) {
    int start = "RTMIN".length();
    return realtimeName.length() == start ? 0 : Integer.parseInt(realtimeName.substring(start + 1));
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Signal that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** The name with its prefix, such as {@code SIGTERM}. */
  @Override
  public String toString() {
    if (number <= NAMES.length) {
      return "SIG" + NAMES[number - 1];
    }
    return number < FIRST_REALTIME ? "SIG" + number : "SIGRTMIN+" + (number - FIRST_REALTIME);
  }
}
