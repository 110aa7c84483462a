package dev.harness.runtime.api.http.stream;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A connection that was taken out of HTTP: bytes both ways.
 *
 * <p>The input ends when the client closes its sending side; the output works on.
 */
public final class HijackedConnection implements AutoCloseable {
  private final InboundBytes input;
  private final ChannelOutput output;

  /** A connection that gives these bytes and takes bytes here; takes ownership of both. */
  public HijackedConnection(InboundBytes input, ChannelOutput output) {
    this.input = input;
    this.output = output;
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

  /** Drops further input and waits until the output has been taken. */
  @Override
  public void close() throws IOException {
    input.close();
    output.sendLast(Unpooled.EMPTY_BUFFER);
  }
}
