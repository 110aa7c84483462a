package dev.harness.images.debian.deb;

import java.util.regex.Pattern;

/**
 * A pattern of names: {@code *} stands for characters other than a slash, {@code **} for any.
 *
 * <p>Not the JDK's path matcher: names in packages need not be paths of this machine's encoding.
 */
public final class Glob {
  private final Pattern pattern;

  /** A pattern with this text. */
  public Glob(String text) {
    StringBuilder expression = new StringBuilder();
    int start = 0;
    for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', start)) {
      boolean anyDepth = text.startsWith("**", star);
      expression.append(Pattern.quote(text.substring(start, star)));
      expression.append(anyDepth ? ".*" : "[^/]*");
      start = star + (anyDepth ? 2 : 1);
    }
    expression.append(Pattern.quote(text.substring(start)));
    pattern = Pattern.compile(expression.toString(), Pattern.DOTALL);
  }

  /** Whether all of a name fits. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
