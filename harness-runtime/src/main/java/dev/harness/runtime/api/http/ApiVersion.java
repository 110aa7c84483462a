package dev.harness.runtime.api.http;

/**
 * A version of the Docker Engine API, of which only the part behind {@code 1.} ever changed.
 *
 * @param minor 24 to 52
 */
public record ApiVersion(int minor) {
  /** What requests are read as that name no version, and what the engine says it speaks. */
  public static final ApiVersion CURRENT = new ApiVersion(44);

  /** The oldest version accepted in a path. */
  public static final ApiVersion OLDEST = new ApiVersion(24);

  /** The newest version accepted in a path. */
  public static final ApiVersion NEWEST = new ApiVersion(52);

  /** Whether this version has what came with {@code 1.<minor>}. */
  public boolean includes(int minor) {
    return this.minor >= minor;
  }

  /**
   * Reads the digits of {@code major.minor}.
   *
   * @throws RefusedRequest when the version is not one of those accepted
   */
  static ApiVersion parse(String major, String minor) {
    String accepted = " (this engine answers API versions " + OLDEST + " to " + NEWEST + ")";
    // Longer numbers would not fit an int, and are too new in any case.
    long wanted =
        Long.parseLong(clip(major)) * 10_000 + Math.min(Long.parseLong(clip(minor)), 9999);
    if (wanted < 10_000 + OLDEST.minor) {
      throw RefusedRequest.malformed(
          "client version " + major + "." + minor + " is too old" + accepted);
    }
    if (wanted > 10_000 + NEWEST.minor) {
      throw RefusedRequest.malformed(
          "client version " + major + "." + minor + " is too new" + accepted);
    }
    return new ApiVersion((int) (wanted - 10_000));
  }

  private static String clip(String digits) {
    return digits.length() > 9 ? "999999999" : digits;
  }

  @Override
  public String toString() {
    return "1." + minor;
  }
}
