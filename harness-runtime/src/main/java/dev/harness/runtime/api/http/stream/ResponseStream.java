package dev.harness.runtime.api.http.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The body of a streamed answer.
 *
 * <p>Bytes go out when {@link #flush} is called or 32 KiB have gathered; the first time, or at the
 * first flush of nothing, with status and headers. Writing blocks while the client does not read.
 */
public final class ResponseStream extends OutputStream {
  private static final int BUFFER_BYTES = 32 << 10;

  private final ChannelOutput output;
  private final Supplier<HttpResponse> head;
  private final boolean headOnly;
  private final CompletionStage<Void> disconnected;

  private byte[] buffer = new byte[BUFFER_BYTES];
  private int count;
  private boolean headSent;

  /** Asks for {@code head} when it is sent, so that it can say what is true then. */
  ResponseStream(
      ChannelOutput output,
      Supplier<HttpResponse> head,
      boolean headOnly,
      CompletionStage<Void> disconnected) {
    this.output = output;
    this.head = head;
    this.headOnly = headOnly;
    this.disconnected = disconnected;
  }

  /**
   * Does work that can be silent for long: it is interrupted when the client goes away.
   *
   * <p>Other work need not care: writing to a client that has gone fails by itself.
   *
   * @throws IOException when the client has gone
   */
  public void whileConnected(Work work) throws IOException {
    Interruption.during(work, disconnected);
  }

  /** Work that waits. */
  @FunctionalInterface
  public interface Work {
    /** Works to the end, or until it is interrupted. */
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, buffer.length - count);
      System.arraycopy(bytes, at, buffer, count, part);
      count += part;
      at += part;
      left -= part;
      if (count == buffer.length) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    sendHead();
    if (count == 0) {
      return;
    }
    int length = count;
    count = 0;
    if (!headOnly) {
      output.send(new DefaultHttpContent(takeBuffer(length)));
    }
  }

  private void sendHead() throws IOException {
    if (!headSent) {
      headSent = true;
      output.send(head.get());
    }
  }

  /** Gives the bytes away: the event loop may still hold them when the next ones are written. */
  private ByteBuf takeBuffer(int length) {
    if (length < buffer.length) {
      return Unpooled.wrappedBuffer(Arrays.copyOf(buffer, length));
    }
    ByteBuf full = Unpooled.wrappedBuffer(buffer);
    buffer = new byte[BUFFER_BYTES];
    return full;
  }

  /** Sends the rest and the end; an answer that is cut off has no end. */
  public void finish() throws IOException {
    flush();
    output.sendLast(LastHttpContent.EMPTY_LAST_CONTENT);
  }
}
