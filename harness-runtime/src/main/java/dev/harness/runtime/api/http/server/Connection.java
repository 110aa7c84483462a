package dev.harness.runtime.api.http.server;

import dev.harness.runtime.api.http.Service;
import dev.harness.runtime.api.http.stream.ChannelOutput;
import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.api.http.stream.InboundBytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: hands each request to a worker and its body after it.
 *
 * <p>Runs on the event loop, except where a method says otherwise. Reads from the socket only what
 * somebody waits for: the next request, a body with room, or, while an answer is being made, the
 * end of the connection.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Channel channel;
  private final RequestDecoder decoder;
  private final Service service;
  private final Workers workers;
  private final PeerWatch peers;
  private final SocketChannel socket;
  private final ChannelOutput output;

  private @Nullable Exchange exchange;

  Connection(
      Channel channel,
      RequestDecoder decoder,
      Service service,
      Workers workers,
      PeerWatch peers,
      SocketChannel socket) {
    this.channel = channel;
    this.decoder = decoder;
    this.service = service;
    this.workers = workers;
    this.peers = peers;
    this.socket = socket;
    this.output = new ChannelOutput(channel);
  }

  /** Where workers write. */
  ChannelOutput output() {
    return output;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    }
    if (message instanceof HttpContent content) {
      receive(content);
    }
  }

  private void begin(HttpRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause != null) {
      refuse(status(cause), "malformed request: " + cause.getMessage());
      return;
    }
    if (hasUnknownFraming(request)) {
      refuse(HttpResponseStatus.NOT_IMPLEMENTED, "the Transfer-Encoding is not supported");
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      var unused =
          channel.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    Exchange next = new Exchange(request, service, this);
    exchange = next;
    try {
      workers.execute(next);
    } catch (RejectedExecutionException e) {
      exchange = null;
      refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "the engine answers too many requests");
    }
  }

  private static HttpResponseStatus status(Throwable cause) {
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    return cause instanceof TooLongHttpLineException
        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
        : HttpResponseStatus.BAD_REQUEST;
  }

  /** Whether a body might be cut in another way than the decoder does it (H66). */
  private static boolean hasUnknownFraming(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
        .anyMatch(
            encoding ->
                !encoding.equalsIgnoreCase("chunked")
                    || request.protocolVersion().equals(HttpVersion.HTTP_1_0));
  }

  private void receive(HttpContent content) {
    Exchange current = exchange;
    if (current == null) {
      content.release();
      return;
    }
    Throwable cause = content.decoderResult().cause();
    if (cause != null) {
      content.release();
      current.body().fail(String.valueOf(cause.getMessage()));
      return;
    }
    current.body().add(content.content());
    if (content instanceof LastHttpContent) {
      current.body().end();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readIfWanted();
  }

  /** Receives on; from any thread. */
  void readMore() {
    channel.eventLoop().execute(this::readIfWanted);
  }

  private void readIfWanted() {
    Exchange current = exchange;
    boolean wanted =
        current == null
            || (current.body().hasEnded() ? !decoder.holdsBytes() : current.body().hasRoom());
    if (wanted && !decoder.isInputClosed()) {
      channel.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      clientClosed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    clientClosed();
  }

  private void clientClosed() {
    Exchange current = exchange;
    if (current == null) {
      var unused = channel.close();
      return;
    }
    current.body().fail("the connection was closed before its end");
    current.disconnect();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("A client's connection broke", cause);
    } else {
      LOG.warn("Closing a client's connection after a failure", cause);
    }
    var unused = channel.close();
  }

  /** Goes on with the next request, or closes; from any thread. */
  void finished(Exchange done, boolean keepOpen) {
    done.body().close();
    channel.eventLoop().execute(() -> next(done, keepOpen));
  }

  private void next(Exchange done, boolean keepOpen) {
    if (exchange != done) {
      return;
    }
    exchange = null;
    if (!keepOpen) {
      LingeringClose.start(channel);
      return;
    }
    decoder.resume();
    // Parses what came behind the request; then repeats what was not said to it while it paused.
    channel.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
    if (decoder.isInputClosed()) {
      channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
    readIfWanted();
  }

  private void refuse(HttpResponseStatus status, String message) {
    var unused =
        channel
            .writeAndFlush(Refusal.response(service, status, message))
            .addListener(sent -> LingeringClose.start(channel));
  }

  /** Takes the connection out of HTTP behind {@code head}; blocks, from a worker. */
  HijackedConnection hijack(HttpResponse head) throws IOException {
    InboundBytes input = new InboundBytes(channel::read);
    CompletableFuture<Void> over = new CompletableFuture<>();
    ChannelPromise sent = channel.newPromise();
    channel
        .eventLoop()
        .execute(
            () -> {
              var unused = channel.writeAndFlush(head, sent);
              HijackedInput.install(channel, this, decoder, input);
              Runnable unwatch = peers.watch(socket, () -> over.complete(null));
              channel.closeFuture().addListener(closed -> unwatch.run());
            });
    ChannelOutput.await(sent);
    return new HijackedConnection(input, output, over);
  }
}
