package dev.harness.runtime.api.confinement;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.LogSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code LogConfig}: what becomes of a container's output (C41). */
public final class LogTranslation {
  private static final String FILES = "json-file";
  private static final String NONE = "none";
  private static final Set<String> KNOWN = Set.of("max-size", "max-file", "mode");

  /** Docker counts in thousands here. */
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(?:([kmgt])?b?)");

  private LogTranslation() {}

  /**
   * Reads.
   *
   * @throws RefusedRequest when the engine has no such driver or option
   */
  public static LogSettings of(HostConfig.LogConfig given) {
    return switch (given.type()) {
      case "", FILES -> files(given.config());
      case NONE -> LogSettings.NONE;
      default ->
          throw RefusedRequest.malformed(
              "HostConfig.LogConfig: logger: no log driver named '%s' is registered; want json-file"
                      .formatted(given.type())
                  + " or none");
    };
  }

  private static LogSettings files(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!KNOWN.contains(name)) {
        throw RefusedRequest.malformed(
            "HostConfig.LogConfig: unknown log opt '%s' for json-file log driver; this engine knows"
                    .formatted(name)
                + " max-size, max-file and mode=blocking");
      }
    }
    if (!options.getOrDefault("mode", "blocking").equals("blocking")) {
      throw RefusedRequest.malformed("HostConfig.LogConfig: the only mode is blocking");
    }
    String size = options.getOrDefault("max-size", "-1");
    long maxBytes = size.equals("-1") ? Long.MAX_VALUE : bytes(size);
    int maxFiles = count(options.getOrDefault("max-file", "1"));
    if (maxFiles > 1 && maxBytes == Long.MAX_VALUE) {
      throw RefusedRequest.malformed(
          "HostConfig.LogConfig: max-file needs a max-size, at which the next file begins");
    }
    return new LogSettings(true, maxBytes, maxFiles, options);
  }

  private static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw RefusedRequest.malformed(
          "HostConfig.LogConfig: max-size '%s' is no size such as 10m".formatted(text));
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    long factor =
        switch (unit) {
          case "k" -> 1_000L;
          case "m" -> 1_000_000L;
          case "g" -> 1_000_000_000L;
          case "t" -> 1_000_000_000_000L;
          default -> 1L;
        };
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
    } catch (ArithmeticException e) {
      throw RefusedRequest.malformed(
          "HostConfig.LogConfig: max-size '%s' is too large".formatted(text), e);
    }
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw RefusedRequest.malformed(
          "HostConfig.LogConfig: max-file '%s' is no number of files, at least 1".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /** Shows it in the words of the request. */
  public static HostConfig.LogConfig show(LogSettings settings) {
    return new HostConfig.LogConfig(settings.readable() ? FILES : NONE, settings.options());
  }
}
