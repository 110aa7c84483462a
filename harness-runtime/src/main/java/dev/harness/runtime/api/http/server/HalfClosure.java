package dev.harness.runtime.api.http.server;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Keeps a connection open whose client has closed its sending side, and says so on the pipeline.
 *
 * <p>Netty 4.2's UNIX sockets on NIO take {@code ALLOW_HALF_CLOSURE} but close nevertheless: the
 * code that reads looks for the configuration of a TCP socket. The end of the input passes through
 * here before it is acted on.
 */
final class HalfClosure implements RecvByteBufAllocator {
  private final RecvByteBufAllocator sizes = new AdaptiveRecvByteBufAllocator(512, 16384, 65536);
  private final Channel channel;

  HalfClosure(Channel channel) {
    this.channel = channel;
  }

  @SuppressWarnings("deprecation") // Netty's own handles implement the same interface
  @Override
  public Handle newHandle() {
    return new EndOfInput(sizes.newHandle());
  }

  @SuppressWarnings("deprecation")
  private final class EndOfInput extends DelegatingHandle {
    private static final int END = -1;

    private EndOfInput(Handle sizes) {
      super(sizes);
    }

    @Override
    public void lastBytesRead(int bytes) {
      super.lastBytesRead(Math.max(bytes, 0));
      if (bytes == END) {
        channel
            .eventLoop()
            .execute(
                () ->
                    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE));
      }
    }
  }
}
