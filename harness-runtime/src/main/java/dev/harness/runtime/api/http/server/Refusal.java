package dev.harness.runtime.api.http.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.ErrorResponse;
import dev.harness.runtime.api.http.Service;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.UncheckedIOException;

/** The answer to what is no request, or cannot get a worker: made on the event loop. */
final class Refusal {
  private Refusal() {}

  static FullHttpResponse response(Service service, HttpResponseStatus status, String message) {
    byte[] content;
    try {
      content = service.json().writeValueAsBytes(new ErrorResponse(message));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write an error as JSON: " + message, e);
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
    service.headers().forEach(response.headers()::set);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, content.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
