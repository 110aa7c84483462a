package dev.harness.images.debian;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of one package, as the package source names it.
 *
 * @param name for example {@code libc6}
 * @param version with epoch and revision, for example {@code 1:2.5.1-4}
 * @param architecture Debian's name of it, or {@code all}
 * @param sizeBytes of the {@code .deb} file
 * @param sha256 of the {@code .deb} file, 64 lower-case hexadecimal digits
 */
public record DebianPackage(
    String name, String version, String architecture, long sizeBytes, String sha256) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:-]*");
  private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9-]+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PRINTED =
      Pattern.compile("'[^']*' ([^_ ]+)_([^_ ]+)_([^_ ]+)\\.deb (\\d{1,18}) SHA256:(\\S+)");

  /** Checks every part: all of them become parts of command lines or file names. */
  public DebianPackage {
    require(NAME, "name of a package", name);
    require(VERSION, "version", version);
    require(ARCHITECTURE, "architecture", architecture);
    require(SHA256, "SHA-256", sha256);
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("not the size of a package: " + sizeBytes);
    }
  }

  /**
   * Reads a line of {@code apt-get --print-uris}: address, file name, size, hash.
   *
   * @throws IllegalArgumentException when it is not such a line
   */
  static DebianPackage fromPrintedUri(String line) {
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
        matcher.group(5));
  }

  /** What makes this package different from every other one (D10). */
  String identity() {
    return name + "_" + version + "_" + architecture + ":" + sha256;
  }

  private static void require(Pattern pattern, String what, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("not the %s: \"%s\"".formatted(what, value));
    }
  }
}
