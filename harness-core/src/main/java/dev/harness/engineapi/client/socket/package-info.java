/**
 * UNIX sockets in the shape that okhttp takes: streams with timeouts over a channel.
 *
 * <p>Read {@code UnixSocketFactory} first. Uses nothing but the JDK.
 */
@NullMarked
package dev.harness.engineapi.client.socket;

import org.jspecify.annotations.NullMarked;
