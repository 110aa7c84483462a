package dev.harness.engineapi.client.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * Writes to a channel that does not block, and waits for it without a limit: okhttp closes the
 * socket when its time is over. Does not own the channel.
 */
final class ChannelOutput extends OutputStream {
  private final SocketChannel channel;
  private final ChannelGate gate;

  ChannelOutput(SocketChannel channel, ChannelGate gate) {
    this.channel = channel;
    this.gate = gate;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          gate.await(0);
        }
      }
    } catch (ClosedChannelException e) {
      SocketException closed = new SocketException("the socket is closed");
      closed.initCause(e);
      throw closed;
    }
  }
}
