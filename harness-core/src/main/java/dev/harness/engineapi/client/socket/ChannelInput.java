package dev.harness.engineapi.client.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.IntSupplier;

/** Reads from a channel that does not block, and waits for it. Does not own the channel. */
final class ChannelInput extends InputStream {
  private final SocketChannel channel;
  private final ChannelGate gate;
  private final IntSupplier timeoutMillis;

  ChannelInput(SocketChannel channel, ChannelGate gate, IntSupplier timeoutMillis) {
    this.channel = channel;
    this.gate = gate;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      int count;
      while ((count = channel.read(buffer)) == 0) {
        gate.await(timeoutMillis.getAsInt());
      }
      return count;
    } catch (ClosedChannelException e) {
      SocketException closed = new SocketException("the socket is closed");
      closed.initCause(e);
      throw closed;
    }
  }
}
