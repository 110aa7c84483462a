/**
 * The hub: its namespace, bridges, addresses, links of containers and of the host.
 *
 * <p>Read {@code Hub} first, then {@code Bridge}; who runs in which namespace is in
 * docs/concurrency.md. May use {@code linux} with {@code netlink}, {@code process}
 * and {@code socket}.
 */
@NullMarked
package dev.harness.runtime.net;

import org.jspecify.annotations.NullMarked;
