package dev.harness.locate.user;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal on which somebody watches the tests, for a line that is written again and again.
 *
 * <p>There is none where the standard error goes to a file or a pipe, where the variable {@code CI}
 * is set, or where the setting {@code harness.progress} is {@code false}.
 */
public final class Terminal {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final boolean present;

  private Terminal(boolean present) {
    this.present = present;
  }

  /** The one of this process, as far as its settings want it. */
  public static Terminal of(Settings settings) {
    boolean wanted =
        settings.variable("CI").isEmpty()
            && !settings.value(Setting.PROGRESS).orElse("true").equals("false");
    return new Terminal(wanted && isTerminal());
  }

  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or no standard error: nobody is shown anything.
      return false;
    }
  }

  /** Opens it for writing, or nothing where there is none; the caller closes it. */
  public Optional<OutputStream> open() {
    if (!present) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newOutputStream(STANDARD_ERROR));
    } catch (IOException e) {
      HarnessLog.get().debug("The terminal cannot be opened", e);
      return Optional.empty();
    }
  }

  /** What takes the cursor to the start of the line and clears it, as all terminals understand. */
  public static byte[] rewritten(String line) {
    return ("\r\u001b[K" + line).getBytes(StandardCharsets.UTF_8);
  }
}
