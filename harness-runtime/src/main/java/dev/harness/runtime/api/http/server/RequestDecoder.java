package dev.harness.runtime.api.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Parses one request at a time: after its end the bytes of the next one stay unparsed until {@link
 * #resume}, so that pipelined requests are answered in order and what follows an upgrade is never
 * taken for HTTP.
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** Room for the filters of a list; a longer line is refused. */
  static final int MAX_LINE_BYTES = 16 << 10;

  /** Room for credentials; more headers are refused. */
  static final int MAX_HEADER_BYTES = 64 << 10;

  private static final int MAX_CHUNK_BYTES = 64 << 10;

  private boolean paused;
  private boolean inputClosed;

  RequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true));
  }

  /** Lets the next bytes, also those that are here already, be parsed as a request. */
  void resume() {
    paused = false;
  }

  /** Whether bytes wait to be parsed. */
  boolean holdsBytes() {
    return actualReadableBytes() > 0;
  }

  /** Whether the client has closed its sending side. */
  boolean isInputClosed() {
    return inputClosed;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (paused) {
      return;
    }
    super.decode(context, in, out);
    paused = !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent;
  }

  /** Does not ask for more bytes while it is paused, as the parent would without end. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (paused) {
      context.fireChannelReadComplete();
    } else {
      super.channelReadComplete(context);
    }
  }

  /** Keeps the bytes of a pipelined request when the sending side closes behind it. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      if (paused) {
        context.fireUserEventTriggered(event);
        return;
      }
    }
    super.userEventTriggered(context, event);
  }

  /** Refuses what two parsers would cut in two ways: request smuggling (H66). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding are given");
  }
}
