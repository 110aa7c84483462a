/**
 * The bytes of one exchange as blocking workers see them: a body that is still arriving, an answer
 * that the client takes at its own speed, a connection taken out of HTTP.
 *
 * <p>Read {@code Reply} first, then {@code InboundBytes} and {@code ChannelOutput}. May use Netty
 * and Jackson.
 */
@NullMarked
package dev.harness.runtime.api.http.stream;

import org.jspecify.annotations.NullMarked;
