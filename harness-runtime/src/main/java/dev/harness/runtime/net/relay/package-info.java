/**
 * Connections that are forwarded byte by byte.
 *
 * <p>Read {@code Relays} first, then {@code Relay} and {@code Pump}; who carries what is in {@code
 * RelayThreads}. May use {@code net} and {@code linux} with {@code socket}.
 */
@NullMarked
package dev.harness.runtime.net.relay;

import org.jspecify.annotations.NullMarked;
