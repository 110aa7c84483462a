/**
 * The name server of containers: names of their networks are answered here, others by the host's
 * resolvers.
 *
 * <p>Read {@code DnsServer} first, then {@code Resolution}. Messages are those of RFC 1035; what a
 * container sends is hostile (H64). May use {@code net} and {@code linux}
 * with {@code netlink}.
 */
@NullMarked
package dev.harness.runtime.net.dns;

import org.jspecify.annotations.NullMarked;
