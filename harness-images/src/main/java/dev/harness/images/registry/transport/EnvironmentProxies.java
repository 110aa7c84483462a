package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment says about proxies: {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}, the lower case first (P12).
 *
 * @param https the proxy for https addresses
 * @param http the proxy for others
 * @param exceptions what is asked without one
 */
record EnvironmentProxies(
    Optional<ProxyAddress> https, Optional<ProxyAddress> http, ProxyExceptions exceptions) {

  /**
   * Reads the variables.
   *
   * @throws RegistryException when one of them is no address of a proxy
   */
  static EnvironmentProxies of(Map<String, String> environment) {
    return new EnvironmentProxies(
        proxy(environment, "https_proxy"),
        proxy(environment, "http_proxy"),
        ProxyExceptions.parse(variable(environment, "no_proxy").orElse("")));
  }

  private static Optional<ProxyAddress> proxy(Map<String, String> environment, String name) {
    String used = variable(environment, name).isPresent() ? name : "all_proxy";
    try {
      return variable(environment, used).map(ProxyAddress::parse);
    } catch (IllegalArgumentException e) {
      throw new RegistryException.Failed(
          "cannot ask registries: the variable %s is wrong: %s".formatted(used, e.getMessage()), e);
    }
  }

  /** A variable by its name in lower or in upper case. */
  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(each -> Optional.ofNullable(environment.get(each)).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The proxy for addresses of a scheme, if there is one. */
  Optional<ProxyAddress> named(String scheme) {
    return scheme.equals("https") ? https : http;
  }
}
