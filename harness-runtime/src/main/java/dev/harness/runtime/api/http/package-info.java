/**
 * A small HTTP/1.1 server on a UNIX socket: parsing, limits, keep-alive, streams, upgrades and
 * routing. Blocking handlers run on worker threads; Netty's event loop only moves bytes. Knows no
 * engine.
 *
 * <p>Read {@code ApiServer} first, then {@code Handler} and {@code Answer}. May use Netty and the
 * JSON of {@code engineapi}.
 */
@NullMarked
package dev.harness.runtime.api.http;

import org.jspecify.annotations.NullMarked;
