package dev.harness.runtime.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.ErrorResponse;
import dev.harness.runtime.api.http.stream.HijackedConnection;
import dev.harness.runtime.api.http.stream.Reply;
import dev.harness.runtime.api.http.stream.ResponseHead;
import dev.harness.runtime.api.http.stream.ResponseStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler answers: a status, headers of its own, a content. */
public final class Answer {
  private final int status;
  private final Map<String, String> headers;
  private final Content content;
  private final Runnable sequel;
  private final boolean readsBody;

  private Answer(
      int status,
      Map<String, String> headers,
      Content content,
      Runnable sequel,
      boolean readsBody) {
    this.status = status;
    this.headers = headers;
    this.content = content;
    this.sequel = sequel;
    this.readsBody = readsBody;
  }

  private Answer(int status, Map<String, String> headers, Content content) {
    this(status, headers, content, () -> {}, false);
  }

  private Answer(int status, String contentType, Content content) {
    this(status, Map.of("Content-Type", contentType), content);
  }

  /** Answers with a value as JSON. */
  public static Answer json(int status, Object value) {
    return new Answer(status, "application/json", new Json(value));
  }

  /** Answers with plain text. */
  public static Answer text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/plain; charset=utf-8", new Bytes(bytes));
  }

  /** Answers with a status only. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new Bytes(new byte[0]));
  }

  /**
   * Answers with what {@code writer} writes, as it writes it.
   *
   * <p>Status and headers go out with the first byte or flush; a failure before that becomes an
   * answer of its own.
   */
  public static Answer stream(int status, String contentType, StreamWriter writer) {
    return new Answer(status, contentType, new Stream(writer));
  }

  /**
   * Answers by taking the connection out of HTTP: 101 when the client asked for an upgrade, else
   * 200, then bytes both ways until {@code conversation} returns.
   */
  public static Answer hijack(String contentType, Conversation conversation) {
    return new Answer(200, contentType, new Hijack(conversation));
  }

  /** The error in Docker's form. */
  public static Answer error(int status, String message) {
    return json(status, new ErrorResponse(message));
  }

  /** The same answer with one more header. */
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, content, sequel, readsBody);
  }

  /** The same answer with work that goes on after it was sent, on the same worker. */
  public Answer withSequel(Runnable work) {
    return new Answer(status, headers, content, work, readsBody);
  }

  /** The same answer, whose content is made of the request's body, which it reads. */
  public Answer readingBody() {
    return new Answer(status, headers, content, sequel, true);
  }

  /** Whether the request's body must be left for the content. */
  public boolean readsBody() {
    return readsBody;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The work that goes on when the answer was sent, or could not be. */
  public Runnable sequel() {
    return sequel;
  }

  /** Sends this answer; blocks while the client does not read. */
  public void send(Reply reply, ObjectMapper json) throws IOException {
    content.send(new ResponseHead(status, headers), reply, json);
  }

  /** Writes a streamed content. */
  @FunctionalInterface
  public interface StreamWriter {
    /**
     * Writes everything.
     *
     * @throws IOException when the client has gone
     */
    void write(ResponseStream out) throws IOException;
  }

  /** Talks on a connection that was taken out of HTTP. */
  @FunctionalInterface
  public interface Conversation {
    /**
     * Talks until the end; the connection closes afterwards.
     *
     * @throws IOException when the client has gone
     */
    void talk(HijackedConnection connection) throws IOException;
  }

  private sealed interface Content {
    void send(ResponseHead head, Reply reply, ObjectMapper json) throws IOException;
  }

  private record Json(Object value) implements Content {
    @Override
    public void send(ResponseHead head, Reply reply, ObjectMapper json) throws IOException {
      reply.complete(head, json.writeValueAsBytes(value));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(byte[] bytes) implements Content {
    @Override
    public void send(ResponseHead head, Reply reply, ObjectMapper json) throws IOException {
      reply.complete(head, bytes);
    }
  }

  private record Stream(StreamWriter writer) implements Content {
    @Override
    public void send(ResponseHead head, Reply reply, ObjectMapper json) throws IOException {
      ResponseStream out = reply.stream(head);
      writer.write(out);
      out.finish();
    }
  }

  private record Hijack(Conversation conversation) implements Content {
    @Override
    public void send(ResponseHead head, Reply reply, ObjectMapper json) throws IOException {
      try (HijackedConnection connection = reply.hijack(head)) {
        conversation.talk(connection);
      }
    }
  }
}
