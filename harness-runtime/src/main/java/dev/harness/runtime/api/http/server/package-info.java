/**
 * The server on a UNIX socket: accepting, parsing, limits, keep-alive, upgrades. Netty's event loop
 * only moves bytes, workers run the handlers.
 *
 * <p>Read {@code ApiServer} first, then {@code Connection} and {@code Exchange}. May use {@code
 * api.http}, {@code api.http.stream} and Netty.
 */
@NullMarked
package dev.harness.runtime.api.http.server;

import org.jspecify.annotations.NullMarked;
