package dev.harness.runtime.engine.network;

import dev.harness.runtime.net.AddressBlock;
import dev.harness.runtime.net.AddressPlan;
import dev.harness.runtime.net.BridgeSpec;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * The subnets of one network.
 *
 * @param ipv6 absent = it has none
 */
record Subnets(AddressBlock<Inet4Address> ipv4, Optional<AddressBlock<Inet6Address>> ipv6) {
  /** Those of a bridge. */
  static Subnets of(BridgeSpec spec) {
    return new Subnets(spec.subnet(), spec.ipv6().map(AddressPlan::subnet));
  }
}
