package dev.harness.engineapi.client.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connected {@link UnixSocket}, and the channel at its other end. */
final class SocketPair implements AutoCloseable {
  private final UnixSocket near;
  private final SocketChannel far;

  SocketPair(Path path) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      near = new UnixSocket(path);
      near.connect(InetSocketAddress.createUnresolved("anything", 1), 0);
      far = listener.accept();
    }
  }

  UnixSocket near() {
    return near;
  }

  int read() {
    try {
      return near.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(byte[] bytes) {
    try {
      near.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void farWrites(byte value) throws IOException {
    far.write(ByteBuffer.wrap(new byte[] {value}));
  }

  void farReads(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && far.read(buffer) >= 0) {
      // Until all is there.
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
