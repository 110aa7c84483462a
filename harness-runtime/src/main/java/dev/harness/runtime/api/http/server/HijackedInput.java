package dev.harness.runtime.api.http.server;

import dev.harness.runtime.api.http.stream.InboundBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Receives the bytes of a connection that was taken out of HTTP. */
final class HijackedInput extends ChannelInboundHandlerAdapter {
  private final Channel channel;
  private final InboundBytes input;

  private HijackedInput(Channel channel, InboundBytes input) {
    this.channel = channel;
    this.input = input;
  }

  /** Puts this in the place of everything that is about HTTP; on the event loop. */
  static void install(
      Channel channel, Connection connection, RequestDecoder decoder, InboundBytes input) {
    HijackedInput handler = new HijackedInput(channel, input);
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.context(connection) == null) {
      input.end(); // closed meanwhile
      return;
    }
    pipeline.replace(connection, null, handler);
    pipeline.remove(HttpResponseEncoder.class);
    // What the client sent behind its request comes out of the decoder here.
    pipeline.remove(decoder);
    if (decoder.isInputClosed()) {
      input.end();
    }
    handler.readIfRoom();
  }

  private void readIfRoom() {
    if (!input.hasEnded() && input.hasRoom()) {
      channel.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    input.add((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readIfRoom();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      input.end();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    input.end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    input.end();
    var unused = context.close();
  }
}
