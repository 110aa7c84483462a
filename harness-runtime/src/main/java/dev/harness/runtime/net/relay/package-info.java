/**
 * Connections that are forwarded byte by byte.
 *
 * <p>Read {@code Relay} first, then {@code Pump}. May use {@code net} and {@code linux} with {@code
 * socket}.
 */
@NullMarked
package dev.harness.runtime.net.relay;

import org.jspecify.annotations.NullMarked;
