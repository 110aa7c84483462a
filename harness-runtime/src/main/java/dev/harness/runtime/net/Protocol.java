package dev.harness.runtime.net;

import java.util.Locale;

/** A transport protocol whose ports can be published. */
public enum Protocol {
  TCP,
  UDP;

  /** The name as the API writes it, such as {@code tcp}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
