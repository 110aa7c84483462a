/**
 * The hub: bridges, addresses, published ports.
 *
 * <p>Read {@code Hub} first, then {@code Publisher}; who runs in which namespace is in
 * docs/concurrency.md. May use {@code linux} with {@code netlink}, {@code process}
 * and {@code socket}.
 */
@NullMarked
package dev.harness.runtime.net;

import org.jspecify.annotations.NullMarked;
