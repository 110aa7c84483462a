package dev.harness.locate.user;

import java.util.List;
import java.util.Locale;
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
    addSettings(settings, passed);
    addProxies(settings, passed);
    return passed;
  }

  /** What properties and files say counts for the engine, too. */
  private static void addSettings(Settings settings, Map<String, String> passed) {
    for (Setting setting : Setting.values()) {
      if (setting.isOurs()) {
        settings.value(setting).ifPresent(value -> passed.put(setting.variable(), value));
      }
    }
  }

  /** Java's own settings of proxies count for the engine where no variable says otherwise (P12). */
  private static void addProxies(Settings settings, Map<String, String> passed) {
    for (String scheme : List.of("https", "http")) {
      String name = scheme + "_proxy";
      boolean set = passed.containsKey(name) || passed.containsKey(name.toUpperCase(Locale.ROOT));
      if (!set) {
        settings
            .property(scheme + ".proxyHost")
            .map(
                host ->
                    "http://"
                        + host
                        + settings
                            .property(scheme + ".proxyPort")
                            .map(port -> ":" + port)
                            .orElse(""))
            .ifPresent(proxy -> passed.put(name, proxy));
      }
    }
    if (!passed.containsKey("no_proxy") && !passed.containsKey("NO_PROXY")) {
      settings
          .property("http.nonProxyHosts")
          .ifPresent(hosts -> passed.put("no_proxy", hosts.replace('|', ',')));
    }
  }

  private static boolean isPassed(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
