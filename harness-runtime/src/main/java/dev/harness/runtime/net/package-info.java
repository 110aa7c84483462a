/**
 * The hub: bridge, addresses, published ports.
 *
 * <p>May use {@code linux} and {@code linux.netlink}.
 */
@NullMarked
package dev.harness.runtime.net;

import org.jspecify.annotations.NullMarked;
