package dev.harness.images.debian.deb;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of one package, as the package source names it.
 *
 * @param name for example {@code libc6}
 * @param version with epoch and revision, for example {@code 1:2.5.1-4}
 * @param architecture Debian's name of it, or {@code all}
 * @param sizeBytes of the {@code .deb} file
 * @param digest of the {@code .deb} file
 */
public record DebianPackage(
    String name, String version, String architecture, long sizeBytes, Digest digest) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:-]*");
  private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9-]+");
  private static final Pattern PRINTED =
      Pattern.compile("'[^']*' ([^_ ]+)_([^_ ]+)_([^_ ]+)\\.deb (\\d{1,18}) SHA256:(\\S+)");

  /** Checks every part: all of them become parts of command lines or file names. */
  public DebianPackage {
    require(NAME, "name of a package", name);
    require(VERSION, "version", version);
    require(ARCHITECTURE, "architecture", architecture);
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("not the size of a package: " + sizeBytes);
    }
  }

  /**
   * Reads a line of {@code apt-get --print-uris}: address, file name, size, hash.
   *
   * @throws IllegalArgumentException when it is not such a line
   */
  public static DebianPackage fromPrintedUri(String line) {
    Matcher matcher = PRINTED.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a package with its SHA-256: " + line);
    }
    // File names carry the colon of an epoch as %3a; nothing else is encoded in them.
    return new DebianPackage(
        matcher.group(1),
        matcher.group(2).replace("%3a", ":"),
        matcher.group(3),
        Long.parseLong(matcher.group(4)),
        new Digest(DigestAlgorithm.SHA256, matcher.group(5)));
  }

  /** What makes this package different from every other one (D10). */
  public String identity() {
    return name + "_" + version + "_" + architecture + "@" + digest;
  }

  private static void require(Pattern pattern, String what, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("not the %s: \"%s\"".formatted(what, value));
    }
  }
}
