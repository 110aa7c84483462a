package dev.harness.runtime.net;

import dev.harness.runtime.linux.netlink.Links;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a bridge network looks like.
 *
 * @param link the name of the bridge in the hub, at most 15 letters, digits and dashes
 * @param addresses those of IPv4
 * @param ipv6 those of IPv6; absent = it has none
 * @param mtu the largest packet in bytes
 * @param internal whether nothing beyond the network is to be reached from it
 */
public record BridgeSpec(
    String link,
    AddressPlan<Inet4Address> addresses,
    Optional<AddressPlan<Inet6Address>> ipv6,
    int mtu,
    boolean internal) {
  /** The MTU that Docker gives to a bridge. */
  public static final int DEFAULT_MTU = 1500;

  private static final int SMALLEST_MTU = 576;
  private static final int LARGEST_MTU = 65535;

  /** RFC 8200, section 5. */
  private static final int SMALLEST_MTU_OF_IPV6 = 1280;

  /**
   * Checks name and MTU.
   *
   * @throws IllegalArgumentException when the kernel would not take them
   */
  public BridgeSpec {
    if (!link.matches("[A-Za-z0-9-]+")
        || link.getBytes(StandardCharsets.US_ASCII).length > Links.MAXIMUM_NAME) {
      throw new IllegalArgumentException("no name for a bridge: \"" + link + "\"");
    }
    if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
      throw new IllegalArgumentException("MTU must be from 576 to 65535: " + mtu);
    }
    if (ipv6.isPresent() && mtu < SMALLEST_MTU_OF_IPV6) {
      throw new IllegalArgumentException("MTU must be at least 1280 with IPv6: " + mtu);
    }
  }

  /** A bridge without IPv6 whose gateway is the first address of the subnet. */
  public static BridgeSpec of(String link, Subnet subnet) {
    return new BridgeSpec(link, AddressPlan.of(subnet), Optional.empty(), DEFAULT_MTU, false);
  }

  /** Where its containers are in IPv4. */
  public AddressBlock<Inet4Address> subnet() {
    return addresses.subnet();
  }
}
