package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Errno;
import java.io.IOException;

/** A program that did not get as far as its process. */
public abstract sealed class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  private LaunchException(String message, Errno errno) {
    super(message);
    this.errno = errno;
  }

  /** Why, in the kernel's terms. */
  public Errno errno() {
    return errno;
  }

  /** A step before the last one failed; the message names it. */
  public static final class StepFailed extends LaunchException {
    private static final long serialVersionUID = 1L;

    StepFailed(String step, Errno errno) {
      super("cannot %s: %s (%s)".formatted(step, errno, errno.words()), errno);
    }
  }

  /**
   * The container's executable cannot be executed; the message holds the words by which Docker's
   * clients tell the reasons apart (C34).
   */
  public static final class NotExecutable extends LaunchException {
    private static final long serialVersionUID = 1L;

    NotExecutable(String executable, Errno errno) {
      super("exec %s: %s%s".formatted(executable, errno.words(), meaning(errno)), errno);
    }

    private static String meaning(Errno errno) {
      return switch (errno) {
        case ENOENT -> "; the container has no such file, or it lacks the file's interpreter";
        case EACCES -> "; the file must be a regular one that its user may execute";
        case ENOEXEC -> "; it is made for another architecture, or a script without \"#!\"";
        case E2BIG -> "; the arguments and the environment are too long together";
        default -> "";
      };
    }
  }

  /** The working directory that an image or a request names cannot be one (C27). */
  public static final class NoWorkingDirectory extends LaunchException {
    private static final long serialVersionUID = 1L;

    NoWorkingDirectory(String step, Errno errno) {
      super(
          "cannot %s: %s (%s); the process needs a directory of the container that its user may enter"
              .formatted(step, errno, errno.words()),
          errno);
    }
  }

  /** The kernel took no id map for a user namespace. */
  public static final class NotMapped extends LaunchException {
    private static final long serialVersionUID = 1L;

    NotMapped(IdMap map, String reason) {
      super(
          "cannot map the ids %s of a container's user namespace: %s"
              .formatted(map.text().strip().replace("\n", ", "), reason),
          Errno.UNKNOWN);
    }

    NotMapped(IdMap map, IOException cause) {
      this(map, String.valueOf(cause.getMessage()));
      initCause(cause);
    }
  }

  /** The program ended without a word, killed for example. */
  public static final class Vanished extends LaunchException {
    private static final long serialVersionUID = 1L;

    Vanished(String how) {
      super("the launcher ended before the process was started: " + how, Errno.UNKNOWN);
    }
  }
}
