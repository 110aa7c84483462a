package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.transport.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends a blob in several requests, for servers that take no large ones, and over connections that
 * break: what has arrived is not sent again (P34).
 */
final class ChunkedUpload {
  private static final int LARGEST_CHUNK_BYTES = 4 << 20;
  private static final int SMALLEST_CHUNK_BYTES = 64 << 10;
  private static final int TOO_LARGE = 413;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

  private final UploadCalls calls;
  private final BlobContent content;
  private final LongConsumer sent;
  private final Retry retry;
  private int chunkBytes = LARGEST_CHUNK_BYTES;

  ChunkedUpload(UploadCalls calls, BlobContent content, LongConsumer sent, Retry retry) {
    this.calls = calls;
    this.content = content;
    this.sent = sent;
    this.retry = retry;
  }

  void run(UploadCalls.Session begun) {
    UploadCalls.Session session = begun;
    int least = (int) Math.min(Integer.MAX_VALUE / 2, session.leastChunkBytes());
    chunkBytes = Math.max(chunkBytes, least);
    try (InputStream in = content.open()) {
      long position = 0;
      while (position < calls.blob().sizeBytes()) {
        byte[] chunk = in.readNBytes(chunkBytes);
        if (chunk.length == 0) {
          throw new IOException("it ends after %d bytes".formatted(position));
        }
        session = send(session, position, chunk);
        position += chunk.length;
        sent.accept(position);
      }
    } catch (IOException e) {
      throw new RegistryException.Failed(
          "cannot %s: its content cannot be read: %s".formatted(calls.action(), e.getMessage()), e);
    }
    calls.isFinishedBy(session, RequestBody.create(new byte[0]));
  }

  /** Sends one chunk, over as many connections and in as many pieces as it takes. */
  private UploadCalls.Session send(UploadCalls.Session begun, long start, byte[] chunk) {
    UploadCalls.Session session = begun;
    long position = start;
    int failures = 0;
    while (position < start + chunk.length) {
      int from = (int) (position - start);
      int count = Math.min(chunkBytes, chunk.length - from);
      try {
        Attempt attempt = attempt(session, position, Arrays.copyOfRange(chunk, from, from + count));
        session = attempt.session();
        position = attempt.position();
      } catch (RegistryException e) {
        if (!e.isTemporary() || ++failures >= Retry.ATTEMPTS) {
          throw e;
        }
        retry.pause(failures, e);
        position = arrived(session, start, chunk.length);
      }
    }
    return session;
  }

  /** Where an upload goes on. */
  private record Attempt(UploadCalls.Session session, long position) {}

  private Attempt attempt(UploadCalls.Session session, long position, byte[] piece) {
    Response response = calls.patch(session, position, piece);
    if (response.isSuccessful()) {
      response.close();
      return new Attempt(calls.session(session.repository(), response), position + piece.length);
    }
    if (response.code() == TOO_LARGE && piece.length > SMALLEST_CHUNK_BYTES) {
      response.close();
      chunkBytes = Math.max(SMALLEST_CHUNK_BYTES, piece.length / 2);
      return new Attempt(session, position);
    }
    if (response.code() == RANGE_NOT_SATISFIABLE) {
      response.close();
      throw new RegistryException.Failed(
          "cannot %s: the registry wants other bytes than those that come next"
              .formatted(calls.action()),
          true);
    }
    throw calls.refusal(session, response);
  }

  /** The position up to which the registry has the bytes, which must be inside of the chunk. */
  private long arrived(UploadCalls.Session session, long start, int length) {
    Response response = calls.status(session);
    if (!response.isSuccessful()) {
      throw calls.refusal(session, response);
    }
    response.close();
    String header = response.header("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    // An empty upload cannot be told from one with a single byte: 0-0 is taken for none.
    long arrived = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    long known = arrived == 1 ? 0 : arrived;
    if (known < start || known > start + length) {
      throw new RegistryException.Failed(
          "cannot %s: the registry has %d bytes of it, %d were sent before"
              .formatted(calls.action(), known, start),
          false);
    }
    return known;
  }
}
