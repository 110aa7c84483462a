package dev.harness.runtime.api.http.server;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Service;
import dev.harness.runtime.api.http.stream.BrokenBodyException;
import dev.harness.runtime.api.http.stream.ClientGoneException;
import dev.harness.runtime.api.http.stream.InboundBytes;
import dev.harness.runtime.api.http.stream.Reply;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request from its head to the end of its answer, run by a worker. */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** Bodies of this size that the handler did not want are read, so that the connection lives. */
  private static final int SMALL_BODY_BYTES = 64 << 10;

  private static final int INTERNAL = 500;

  private final HttpRequest head;
  private final InboundBytes body;
  private final Service service;
  private final Connection connection;
  private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
  private Runnable sequel = () -> {};

  Exchange(HttpRequest head, Service service, Connection connection) {
    this.head = head;
    this.body = new InboundBytes(connection::readMore);
    this.service = service;
    this.connection = connection;
  }

  /** The body, to be filled by the event loop. */
  InboundBytes body() {
    return body;
  }

  /** Says that the client takes no answer any more. */
  void disconnect() {
    disconnected.complete(null);
  }

  @Override
  public void run() {
    Reply reply =
        new Reply(
            head, body, connection.output(), connection::hijack, service.headers(), disconnected);
    boolean complete = false;
    try {
      complete = answer(reply);
    } finally {
      connection.finished(this, complete && reply.keepsConnection());
    }
    try {
      sequel.run();
    } catch (RuntimeException e) {
      LOG.warn("{} {} was answered, but what followed failed", head.method(), head.uri(), e);
    }
  }

  /** Answers with what the handler says or with its failure; whether that went out whole. */
  private boolean answer(Reply reply) {
    try {
      Answer answer = service.handler().handle(new Request(head, body, service.json()));
      sequel = answer.sequel();
      send(answer, reply);
      return true;
    } catch (RefusedRequest e) {
      return refuse(reply, e.status(), e);
    } catch (ClientGoneException | InterruptedIOException e) {
      return logGone(e);
    } catch (BrokenBodyException e) {
      return refuse(reply, 400, e);
    } catch (IOException e) {
      return fail(reply, e);
    } catch (RuntimeException e) {
      OptionalInt status = service.failures().status(e);
      return status.isEmpty() ? fail(reply, e) : refuse(reply, status.getAsInt(), e);
    }
  }

  /** Answers what was not expected; this is where its stack is logged. */
  private boolean fail(Reply reply, Exception failure) {
    LOG.warn("{} {} failed", head.method(), head.uri(), failure);
    return refuse(reply, INTERNAL, failure);
  }

  private boolean refuse(Reply reply, int status, Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (reply.isStarted() || status >= INTERNAL) {
      LOG.warn("{} {}: {}", head.method(), head.uri(), message);
    }
    if (reply.isStarted()) {
      return false;
    }
    try {
      send(Answer.error(status, message), reply);
      return true;
    } catch (IOException e) {
      return logGone(e);
    }
  }

  private boolean logGone(IOException e) {
    LOG.debug("{} {}: the client has gone, or the server closes", head.method(), head.uri(), e);
    return false;
  }

  private void send(Answer answer, Reply reply) throws IOException {
    if (!answer.readsBody()
        && !HttpUtil.isTransferEncodingChunked(head)
        && HttpUtil.getContentLength(head, 0L) <= SMALL_BODY_BYTES) {
      body.skipRest();
    }
    answer.send(reply, service.json());
  }
}
