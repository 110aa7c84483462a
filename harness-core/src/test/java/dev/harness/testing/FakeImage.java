package dev.harness.testing;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a container of an image behaves.
 *
 * @param local whether the image needs no pull
 * @param listens whether published ports are open
 * @param log lines that it writes when it starts
 * @param exit the code with which it exits at once, if it does
 */
public record FakeImage(boolean local, boolean listens, List<String> log, OptionalInt exit) {
  /** One that listens, and runs until it is removed. */
  public static final FakeImage SERVER =
      new FakeImage(true, true, List.of("ready to serve"), OptionalInt.empty());

  /** One that runs, but never listens. */
  public static final FakeImage DEAF =
      new FakeImage(true, false, List.of("starting"), OptionalInt.empty());

  /** One that exits with a code after a line of log. */
  public static FakeImage failing(int exitCode, String line) {
    return new FakeImage(true, false, List.of(line), OptionalInt.of(exitCode));
  }

  /** The same, but not there before it is pulled. */
  public FakeImage remote() {
    return new FakeImage(false, listens, log, exit);
  }
}
