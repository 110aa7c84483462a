package dev.harness.runtime.engine.request;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The variables by which programs find their way out where that is a proxy (N28). */
public final class ProxyVariables {
  private static final Set<String> NAMES =
      Set.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

  private ProxyVariables() {}

  /** Puts them before a container's own, unless those speak of proxies. */
  public static List<String> before(List<String> own, InetAddress gateway, int port) {
    if (own.stream().anyMatch(variable -> NAMES.contains(name(variable)))) {
      return own;
    }
    String proxy = "http://" + gateway.getHostAddress() + ":" + port;
    String direct = "localhost,127.0.0.1,::1,host.docker.internal," + gateway.getHostAddress();
    return Environment.merge(
        Stream.of(
                "HTTP_PROXY=" + proxy,
                "HTTPS_PROXY=" + proxy,
                "NO_PROXY=" + direct,
                "http_proxy=" + proxy,
                "https_proxy=" + proxy,
                "no_proxy=" + direct)
            .toList(),
        own);
  }

  private static String name(String variable) {
    return variable.split("=", 2)[0].toLowerCase(Locale.ROOT);
  }
}
