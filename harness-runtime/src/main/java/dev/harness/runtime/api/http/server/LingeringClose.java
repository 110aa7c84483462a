package dev.harness.runtime.api.http.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client may still be sending: the answer's end is said first, what
 * comes is dropped until the client closes too.
 *
 * <p>Closing at once would turn the answer into a connection reset for a client that is busy
 * sending, as one that uploads to a container that does not exist.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
  private static final int LIMIT_SECONDS = 5;

  private LingeringClose() {}

  /** Ends the connection; what was written before is sent. On the event loop. */
  static void start(Channel channel) {
    if (!channel.isActive()) {
      close(channel);
      return;
    }
    channel.pipeline().addFirst(new LingeringClose());
    Future<?> limit =
        channel.eventLoop().schedule(() -> close(channel), LIMIT_SECONDS, TimeUnit.SECONDS);
    var unused = channel.closeFuture().addListener(closed -> limit.cancel(false));
    unused = ((DuplexChannel) channel).shutdownOutput();
    channel.read();
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      close(context.channel());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close(context.channel());
  }
}
