/**
 * Host ports that lead into containers.
 *
 * <p>Read {@code Publisher} first, then {@code Publication}; who runs in which namespace is in
 * docs/concurrency.md. May use {@code net}, {@code net.relay} and {@code linux} with {@code
 * netlink} and {@code socket}.
 */
@NullMarked
package dev.harness.runtime.net.publish;

import org.jspecify.annotations.NullMarked;
