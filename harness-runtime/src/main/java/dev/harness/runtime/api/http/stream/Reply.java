package dev.harness.runtime.api.http.stream;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The way in which one request is answered: framing and what becomes of the connection. */
public final class Reply {
  private final HttpRequest request;
  private final InboundBytes body;
  private final ChannelOutput output;
  private final Hijacking hijacking;
  private final Map<String, String> standardHeaders;
  private final CompletionStage<Void> disconnected;

  private boolean started;
  private boolean keepAlive;

  /** Will answer {@code request}, whose body may still be arriving. */
  public Reply(
      HttpRequest request,
      InboundBytes body,
      ChannelOutput output,
      Hijacking hijacking,
      Map<String, String> standardHeaders,
      CompletionStage<Void> disconnected) {
    this.request = request;
    this.body = body;
    this.output = output;
    this.hijacking = hijacking;
    this.standardHeaders = standardHeaders;
    this.disconnected = disconnected;
  }

  /** Turns the connection into one of bytes. */
  @FunctionalInterface
  public interface Hijacking {
    /** Sends the last that is HTTP; returns when the client has it. */
    HijackedConnection start(HttpResponse head) throws IOException;
  }

  /** Whether a status has been sent, so that no other can be. */
  public boolean isStarted() {
    return started;
  }

  /** Whether the answer was sent with the promise of keeping the connection. */
  public boolean keepsConnection() {
    return keepAlive;
  }

  /** Sends an answer that is known whole. */
  public void complete(ResponseHead head, byte[] content) throws IOException {
    boolean bodiless = head.status() == 204 || head.status() == 304;
    byte[] sent = isHeadRequest() || bodiless ? new byte[0] : content;
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(head.status()),
            Unpooled.wrappedBuffer(sent));
    addHeaders(response, head, !body.hasEnded());
    if (!bodiless) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.length);
    }
    started = true;
    output.sendLast(response);
  }

  /** Prepares an answer whose content comes bit by bit. */
  public ResponseStream stream(ResponseHead head) {
    return new ResponseStream(output, () -> streamHead(head), isHeadRequest(), disconnected);
  }

  private HttpResponse streamHead(ResponseHead head) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()));
    addHeaders(response, head, !body.hasEnded());
    HttpUtil.setTransferEncodingChunked(response, !isHeadRequest() && !isOldProtocol());
    started = true;
    return response;
  }

  /** Takes the connection out of HTTP. */
  public HijackedConnection hijack(ResponseHead head) throws IOException {
    boolean upgrade = request.headers().contains(HttpHeaderNames.UPGRADE);
    HttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1,
            upgrade
                ? new HttpResponseStatus(101, "UPGRADED")
                : HttpResponseStatus.valueOf(head.status()));
    addHeaders(response, head, false);
    if (upgrade) {
      response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
      response.headers().set(HttpHeaderNames.UPGRADE, "tcp");
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    keepAlive = false;
    started = true;
    return hijacking.start(response);
  }

  private void addHeaders(HttpResponse response, ResponseHead head, boolean close) {
    HttpHeaders headers = response.headers();
    standardHeaders.forEach(headers::set);
    head.headers().forEach(headers::set);
    keepAlive = !close && HttpUtil.isKeepAlive(request) && !isOldProtocol();
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }

  /** Whether the client knows neither chunks nor kept connections. */
  private boolean isOldProtocol() {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  private boolean isHeadRequest() {
    return request.method().equals(HttpMethod.HEAD);
  }
}
