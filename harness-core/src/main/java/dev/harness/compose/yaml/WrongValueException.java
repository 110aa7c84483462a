package dev.harness.compose.yaml;

import org.jspecify.annotations.Nullable;

/** A value that cannot be meant as it stands there, or that nobody here can do. */
public final class WrongValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Position position;
  private final String path;
  private final String reason;

  /** A failure at a place whose keys are not known here. */
  WrongValueException(Position position, String reason) {
    this(position, "", reason, null);
  }

  /** A failure with the keys that lead to it, as {@code services.web.ports}. */
  WrongValueException(Position position, String path, String reason, @Nullable Throwable cause) {
    super("%s: %s%s".formatted(position, path.isEmpty() ? "" : path + ": ", reason), cause);
    this.position = position;
    this.path = path;
    this.reason = reason;
  }

  /** The same, with one more key before those that lead to it. */
  WrongValueException under(String key) {
    String longer = path.isEmpty() || path.startsWith("[") ? key + path : key + "." + path;
    return new WrongValueException(position, longer, reason, this.getCause());
  }
}
