package dev.harness.locate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API, such as 1.44. */
record ApiVersion(int major, int minor) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /** Reads a version; an engine that does not tell is taken for an old one. */
  static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new ApiVersion(1, 24);
  }

  /** This version or another, whichever is older, as text. */
  String atMost(String other) {
    ApiVersion limit = parse(other);
    boolean older = major < limit.major || (major == limit.major && minor < limit.minor);
    return (older ? this : limit).toString();
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
