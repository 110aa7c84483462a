package dev.harness.spec;

import dev.harness.engineapi.network.CreateNetworkRequest;
import dev.harness.engineapi.network.Ipam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * What a network of containers is to be like. Immutable: each method returns another one.
 *
 * <pre>{@code
 * ContainerNetwork backend = harness.network(NetworkSpec.any().ipv6());
 * }</pre>
 *
 * @param hasIpv6 whether containers have addresses of IPv6 beside those of IPv4; default no
 * @param isInternal whether containers reach nothing beyond the network; default no
 * @param subnets at most one of each family, as {@code 10.5.0.0/16} and {@code fd00:5::/64};
 *     default: of the engine's choice. Two runs at a time on one engine that stands would meet
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record NetworkSpec(boolean hasIpv6, boolean isInternal, List<String> subnets) {
  private static final Pattern SUBNET = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");
  private static final NetworkSpec ANY = new NetworkSpec(false, false, List.of());

  /**
   * Checks the subnets.
   *
   * @throws IllegalArgumentException naming the one that has another form
   */
  public NetworkSpec {
    subnets = List.copyOf(subnets);
    for (String subnet : subnets) {
      if (!SUBNET.matcher(subnet).matches()) {
        throw new IllegalArgumentException(
            "'%s' is no subnet; write it like 10.5.0.0/16 or fd00:5::/64".formatted(subnet));
      }
    }
  }

  /** A network of IPv4, all else of the engine's choice. */
  public static NetworkSpec any() {
    return ANY;
  }

  /**
   * Gives the containers addresses of IPv6, too, by which they reach each other and nobody else.
   * Docker before version 27 wants a {@link #subnet} of IPv6 then.
   */
  public NetworkSpec ipv6() {
    return new NetworkSpec(true, isInternal, subnets);
  }

  /** Lets the containers reach each other and nothing beyond the network. */
  public NetworkSpec internal() {
    return new NetworkSpec(hasIpv6, true, subnets);
  }

  /**
   * Names a subnet, as {@code 10.5.0.0/16} or {@code fd00:5::/64}.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public NetworkSpec subnet(String subnet) {
    List<String> more = new ArrayList<>(subnets);
    more.add(subnet);
    return new NetworkSpec(hasIpv6, isInternal, more);
  }

  /** The request to the engine. */
  public CreateNetworkRequest request(String name, Map<String, String> labels) {
    List<Ipam.Pool> pools =
        subnets.stream().map(subnet -> new Ipam.Pool(subnet, "", "", Map.of())).toList();
    return new CreateNetworkRequest(
        name,
        "bridge",
        isInternal,
        false,
        hasIpv6,
        new Ipam("default", Map.of(), pools),
        Map.of(),
        labels,
        Map.of());
  }
}
