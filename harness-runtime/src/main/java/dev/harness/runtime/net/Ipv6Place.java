package dev.harness.runtime.net;

import java.net.Inet6Address;

/**
 * A container's address of IPv6 in a network.
 *
 * @param prefixLength the length of the network's part of the address, in bits
 * @param gateway the bridge's own address there; no route leads to it, because nothing of IPv6 is
 *     to be reached beyond the network
 */
public record Ipv6Place(Inet6Address address, int prefixLength, Inet6Address gateway) {}
