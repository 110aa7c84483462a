package dev.harness.runtime.fs.volume;

/** A volume that could not be made, found, used or removed. */
public sealed class VolumeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private VolumeException(String message) {
    super(message);
  }

  private VolumeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** There is no volume of that name. */
  public static final class NotFound extends VolumeException {
    private static final long serialVersionUID = 1L;

    NotFound(String name) {
      super("get %s: no such volume".formatted(name));
    }
  }

  /** The volume is used by a container. */
  public static final class InUse extends VolumeException {
    private static final long serialVersionUID = 1L;

    InUse(String name, String by) {
      super("remove %s: volume is in use - [%s]; remove the containers first".formatted(name, by));
    }
  }

  /** The name or an option is none that there can be. */
  public static final class Invalid extends VolumeException {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  /** The disk or the kernel would not have it. */
  public static final class Failed extends VolumeException {
    private static final long serialVersionUID = 1L;

    Failed(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }
}
