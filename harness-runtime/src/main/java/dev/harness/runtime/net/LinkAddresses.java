package dev.harness.runtime.net;

import dev.harness.runtime.linux.netlink.Addresses;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.MacAddress;
import dev.harness.runtime.linux.netlink.NetlinkRequest;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of one link in a network.
 *
 * @param ipv6 absent = the network has none
 */
record LinkAddresses(Inet4Address ipv4, Optional<Inet6Address> ipv6) {
  /** The hardware address that goes with them. */
  MacAddress mac() {
    return MacAddress.of(ipv4);
  }

  /**
   * The requests that set a link up with them. The kernel makes none of IPv6 beside them, and asks
   * nobody whether they are free: the network knows.
   */
  List<NetlinkRequest> up(int link, BridgeSpec spec) {
    List<NetlinkRequest> requests = new ArrayList<>();
    AddressBlock<Inet4Address> subnet = spec.subnet();
    requests.add(Addresses.add(link, ipv4, subnet.prefixLength(), subnet.highest()));
    if (ipv6.isPresent()) {
      requests.add(Links.withoutOwnAddresses(link));
    }
    requests.add(Links.setUp(link));
    spec.ipv6()
        .ifPresent(
            plan ->
                requests.add(
                    Addresses.add(link, ipv6.orElseThrow(), plan.subnet().prefixLength())));
    return requests;
  }
}
