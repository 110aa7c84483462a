package dev.harness.runtime.cgroup;

import java.io.IOException;

/** A control group that the kernel does not give, or a limit that it does not take. */
public abstract sealed class CgroupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private CgroupException(String message, IOException cause) {
    super(message, cause);
  }

  /** A group cannot be made or joined. */
  public static final class Unavailable extends CgroupException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** The kernel refuses a value. */
  public static final class Refused extends CgroupException {
    private static final long serialVersionUID = 1L;

    Refused(String message, IOException cause) {
      super(message, cause);
    }
  }
}
