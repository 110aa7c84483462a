/**
 * The ways out of containers: what they send beyond their networks is read here, and sent on from
 * the host's namespace.
 *
 * <p>Read {@code Outbound} first, then {@code Steering} and {@code Destinations}. All that comes
 * from a container is hostile. May use {@code net}, {@code net.relay} and {@code linux} with {@code
 * netlink} and {@code socket}.
 */
@NullMarked
package dev.harness.runtime.net.out;

import org.jspecify.annotations.NullMarked;
