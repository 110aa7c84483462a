package dev.harness.images.debian.deb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image could not be made from Debian packages. */
public abstract sealed class DebianException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DebianException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** This machine has no {@code apt-get} that could be run. */
  public static final class NoPackageTool extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says which program cannot be run. */
    public NoPackageTool(String tool, Throwable cause) {
      super(
          "cannot run %s: images from Debian packages need a Debian or Ubuntu machine. Elsewhere, use an image from a registry, or load one from a file"
              .formatted(tool),
          cause);
    }
  }

  /** The machine's package sources do not have a package of that name. */
  public static final class UnknownPackage extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Repeats apt's reason. */
    public UnknownPackage(String reason) {
      super(
          "the package sources of this machine (/etc/apt) cannot give what the image needs: %s. Check the name, or add a source that has the package"
              .formatted(reason),
          null);
    }
  }

  /** No recipe of that name is in the catalogue. */
  public static final class UnknownRecipe extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says which recipes there are instead. */
    public UnknownRecipe(String name, List<String> known) {
      super(
          "no image called \"%s\" can be made from Debian packages; there are %s"
              .formatted(name, String.join(", ", known)),
          null);
    }
  }

  /** The machine's package sources do not have the version that the image's tag asks for. */
  public static final class UnknownVersion extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says which tags would do. */
    public UnknownVersion(String image, String tag, String known) {
      super(
          "the package sources of this machine (/etc/apt) have no version \"%s\" for the image %s. Tags that fit are latest, %s, and the beginning of a version"
              .formatted(tag, image, known),
          null);
    }
  }

  /** apt did not do what was asked; its own last words are in the message. */
  public static final class SourceFailed extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says what was attempted, and why it failed. */
    public SourceFailed(String attempt, String reason) {
      this(attempt, reason, null);
    }

    /** Says what was attempted, and why it failed; keeps the cause, if any. */
    public SourceFailed(String attempt, String reason, @Nullable Throwable cause) {
      super(
          "cannot %s: %s. Check the network, the proxy variables and the package sources in /etc/apt"
              .formatted(attempt, reason),
          cause);
    }
  }

  /** A package could not be unpacked, or several packages do not go together in one image. */
  public static final class UnpackFailed extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says which package it is, and what is wrong with it. */
    public UnpackFailed(String origin, String reason) {
      this(origin, reason, null);
    }

    UnpackFailed(String origin, String reason, @Nullable Throwable cause) {
      super("%s cannot be unpacked: %s".formatted(origin, reason), cause);
    }
  }

  /** The packages are unpacked, but their maintainer scripts did not run to their end. */
  public static final class ConfigureFailed extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says which image it is, and why; the scripts' own last words belong to that. */
    public ConfigureFailed(String image, String reason) {
      this(image, reason, null);
    }

    /** Says which image it is, and why; keeps the cause, if any. */
    public ConfigureFailed(String image, String reason, @Nullable Throwable cause) {
      super(
          "the packages of the image %s cannot be configured: %s".formatted(image, reason), cause);
    }
  }

  /** The cache directory could not be used. */
  public static final class CacheFailed extends DebianException {
    private static final long serialVersionUID = 1L;

    /** Says what was attempted, and why it failed; keeps the cause, if any. */
    public CacheFailed(String attempt, String reason, @Nullable Throwable cause) {
      super(
          "cannot %s: %s. The cache of packages needs a directory that this user can write, with about 500 MB free"
              .formatted(attempt, reason),
          cause);
    }
  }
}
