package dev.harness.locate.user;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables that the engine gets. A test's environment is full of secrets, and of options
 * meant for another Java process, so only what is known to be needed is passed on.
 */
public final class EngineEnvironment {
  private static final Set<String> NAMES =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "PATH",
          "LANG",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "APT_CONFIG",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "all_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY");
  private static final Set<String> PREFIXES = Set.of("LC_", "XDG_", "HARNESS_", "SSL_CERT_");

  private EngineEnvironment() {}

  /** The variables among the user's that the engine gets. */
  public static Map<String, String> of(Settings settings) {
    Map<String, String> passed = new TreeMap<>(settings.environment());
    passed.keySet().removeIf(name -> !isPassed(name));
    return passed;
  }

  private static boolean isPassed(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
