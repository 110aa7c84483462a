package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A root file system that could not be made, reached or taken away. */
public sealed class RootException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RootException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Something of a root could not be made. */
  public static RootException making(String path, Exception cause) {
    return new RootException("cannot make %s: %s".formatted(path, cause.getMessage()), cause);
  }

  /** A directory that an image or a request names could not be made in a root. */
  public static RootException placing(String path, SystemException cause) {
    return switch (cause.errno()) {
      case ENOTDIR, ELOOP, ENAMETOOLONG -> new NoDirectory(path, cause);
      default -> making(path, cause);
    };
  }

  /** A root could not be unmounted. */
  public static RootException unmounting(Path target, Exception cause) {
    return new RootException(
        "cannot unmount the container's root %s, its files are left: %s"
            .formatted(target, cause.getMessage()),
        cause);
  }

  /** Something of the host could not be made ready for a root. */
  public static RootException sharing(Path source, SystemException cause) {
    return new RootException(
        "cannot share %s with a container: %s".formatted(source, cause.getMessage()), cause);
  }

  /** Something of the host could not be mounted into a root. */
  public static RootException attaching(String source, String target, SystemException cause) {
    return new RootException(
        "cannot mount %s on %s of the container: %s".formatted(source, target, cause.getMessage()),
        cause);
  }

  static RootException removed() {
    return new Removed();
  }

  /** A root could not be mounted; says what that call's errno means here. */
  public static RootException mounting(Path target, SystemException cause) {
    return new RootException(
        "cannot mount the container's root on %s: %s%s"
            .formatted(target, cause.getMessage(), meaning(cause.errno())),
        cause);
  }

  /** What an errno of mounting an overlay means, and what to do (R12, R14). */
  private static String meaning(Errno errno) {
    return switch (errno) {
      case EINVAL ->
          "; the upper directory may lie on a file system that overlayfs cannot write to, such as"
              + " overlayfs itself or NFS: set HARNESS_DATA to a directory on a local disk";
      case EPERM ->
          "; overlayfs in user namespaces needs Linux 5.11: run 'harness doctor' for what this"
              + " machine allows";
      case ENOSPC -> "; the disk or the limit of mounts (fs.mount-max) is full";
      default -> "";
    };
  }

  /** What stands at a path, or on the way there, leaves no place for a directory (C27). */
  public static final class NoDirectory extends RootException {
    private static final long serialVersionUID = 1L;

    private NoDirectory(String path, SystemException cause) {
      super("cannot make the directory %s: %s".formatted(path, cause.errno().words()), cause);
    }
  }

  /** The root was there, and is no longer. */
  public static final class Removed extends RootException {
    private static final long serialVersionUID = 1L;

    /** Made where a root is used after its end. */
    public Removed() {
      super("cannot reach the container's files: its root was removed meanwhile", null);
    }
  }
}
