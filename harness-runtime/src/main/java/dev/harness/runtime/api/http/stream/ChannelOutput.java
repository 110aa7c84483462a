package dev.harness.runtime.api.http.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Sends messages from a worker thread and makes it wait while the client does not read. */
public final class ChannelOutput {
  private final Channel channel;

  /** Sends into a channel that its owner closes. */
  public ChannelOutput(Channel channel) {
    this.channel = channel;
  }

  /**
   * Sends a message; blocks while too many bytes wait for the client.
   *
   * @throws IOException when the client has gone
   */
  void send(Object message) throws IOException {
    ChannelFuture sent = channel.writeAndFlush(message);
    if (!channel.isWritable() || sent.isDone()) {
      await(sent);
    }
  }

  /** Sends a message and blocks until the socket has taken it. */
  void sendLast(Object message) throws IOException {
    await(channel.writeAndFlush(message));
  }

  /** Blocks until the socket has taken what was sent; fails when the client has gone. */
  public static void await(ChannelFuture sent) throws IOException {
    try {
      sent.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client did not read");
    }
    if (!sent.isSuccess()) {
      throw new ClientGoneException(sent.cause());
    }
  }
}
