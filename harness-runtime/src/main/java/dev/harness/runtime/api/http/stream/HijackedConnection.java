package dev.harness.runtime.api.http.stream;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * A connection that was taken out of HTTP: bytes both ways.
 *
 * <p>The input ends when the client closes its sending side; the output works on.
 */
public final class HijackedConnection implements AutoCloseable {
  private final InboundBytes input;
  private final ChannelOutput output;
  private final CompletableFuture<Void> over;

  /**
   * A connection that gives these bytes and takes bytes here; takes ownership of both.
   *
   * @param over to be completed when the client has gone
   */
  public HijackedConnection(
      InboundBytes input, ChannelOutput output, CompletableFuture<Void> over) {
    this.input = input;
    this.output = output;
    this.over = over;
  }

  /** What the client sends. */
  public InputStream input() {
    return input;
  }

  /** What the client receives; unbuffered, writing blocks while the client does not read. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        output.send(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, offset, offset + length)));
      }
    };
  }

  /**
   * Does work that can be silent for long: it is interrupted when the client goes away, or after
   * {@link #hangUp}.
   *
   * @throws IOException when the client has gone
   */
  public void whileConnected(ResponseStream.Work work) throws IOException {
    Interruption.during(work, over);
  }

  /** Ends what is done {@link #whileConnected} as if the client had gone; from any thread. */
  public void hangUp() {
    over.complete(null);
  }

  /** Drops further input and waits until the output has been taken. */
  @Override
  public void close() throws IOException {
    input.close();
    output.sendLast(Unpooled.EMPTY_BUFFER);
  }
}
