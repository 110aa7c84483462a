package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.network.IpLiteral;
import dev.harness.runtime.engine.request.NameSettings;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates how a container is to find names. */
final class NameTranslation {
  private static final String NAME = "[A-Za-z0-9_.-]{1,253}";
  private static final String OPTION = "[A-Za-z0-9_-]{1,32}(:[0-9]{1,9})?";

  private NameTranslation() {}

  /**
   * Translates servers, searched domains, options and further hosts.
   *
   * @throws RefusedRequest naming the field that is malformed (H34)
   */
  static NameSettings of(HostConfig host) {
    return new NameSettings(
        host.dns().stream().map(server -> IpLiteral.parse("HostConfig.Dns", server)).toList(),
        checked("HostConfig.DnsSearch", host.dnsSearch(), NAME, "a domain"),
        checked("HostConfig.DnsOptions", host.dnsOptions(), OPTION, "an option like ndots:2"),
        extraHosts(host.extraHosts()));
  }

  private static List<String> checked(
      String field, List<String> given, String pattern, String wanted) {
    for (String one : given) {
      if (!one.matches(pattern)) {
        throw RefusedRequest.malformed("%s: '%s' is not %s".formatted(field, one, wanted));
      }
    }
    return given;
  }

  /** Reads {@code name:address}; addresses of IPv6 have colons of their own. */
  private static Map<String, Optional<InetAddress>> extraHosts(List<String> lines) {
    Map<String, Optional<InetAddress>> hosts = new LinkedHashMap<>();
    for (String line : lines) {
      int end = line.indexOf(line.indexOf('=') > 0 ? '=' : ':');
      if (end <= 0 || !line.substring(0, end).matches(NAME)) {
        throw RefusedRequest.malformed(
            "HostConfig.ExtraHosts: invalid entry '" + line + "', want name:address");
      }
      hosts.put(line.substring(0, end), address(line.substring(end + 1)));
    }
    return hosts;
  }

  private static Optional<InetAddress> address(String text) {
    return text.equals(HostConfigView.HOST_GATEWAY)
        ? Optional.empty()
        : Optional.of(IpLiteral.parse("HostConfig.ExtraHosts", text));
  }
}
