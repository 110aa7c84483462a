package dev.harness.images.debian;

import java.util.regex.Pattern;

/**
 * The tag of an image from packages: which version of its main package is wanted.
 *
 * <p>{@code latest} is the one that the machine's apt prefers. Any other tag is a version without
 * its epoch, with {@code _} for what no tag may contain, or the beginning of one up to a separator:
 * {@code 15}, {@code 15.14} and {@code 15.14-0_deb12u1} all fit {@code 15.14-0+deb12u1}.
 *
 * @param text as in the image's name
 */
public record VersionTag(String text) {
  /** Whatever apt prefers. */
  public static final VersionTag LATEST = new VersionTag("latest");

  private static final Pattern EPOCH = Pattern.compile("^[0-9]+:");
  private static final Pattern NOT_IN_TAGS = Pattern.compile("[^A-Za-z0-9_.-]");

  /** The tag that fits this version and no other. */
  static VersionTag of(String version) {
    String upstream = EPOCH.matcher(version).replaceFirst("");
    return new VersionTag(NOT_IN_TAGS.matcher(upstream).replaceAll("_"));
  }

  /** Whether a package's version is one that is wanted. */
  boolean fits(String version) {
    String whole = of(version).text();
    return equals(LATEST)
        || whole.equals(text)
        || (whole.startsWith(text) && !Character.isLetterOrDigit(whole.charAt(text.length())));
  }
}
