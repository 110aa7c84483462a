package dev.harness.runtime.engine.request;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The identity of a container: 64 hexadecimal digits, random. */
public record ContainerId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
  private static final int SHORT_LENGTH = 12;

  /** Checks the form. */
  public ContainerId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a container id: " + value);
    }
  }

  /** A new one. */
  public static ContainerId random() {
    return new ContainerId(RandomId.next());
  }

  /** The first twelve digits, as people see it and as the default host name (C30). */
  public String shortForm() {
    return value.substring(0, SHORT_LENGTH);
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContainerId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
