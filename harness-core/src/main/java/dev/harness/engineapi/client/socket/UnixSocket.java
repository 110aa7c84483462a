package dev.harness.engineapi.client.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A UNIX socket in the shape that okhttp needs.
 *
 * <p>The JDK has UNIX sockets as channels only. One thread may read while another writes: the
 * JDK's own streams over a channel would make them wait for each other.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // closing must not wait for a reader
final class UnixSocket extends Socket {
  private final Path path;
  private final SocketChannel channel;
  private final ChannelGate readable;
  private final ChannelGate writable;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean connected;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;
  private volatile int readTimeoutMillis;

  UnixSocket(Path path) throws IOException {
    this.path = path;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    this.readable = new ChannelGate(channel, SelectionKey.OP_READ);
    this.writable = new ChannelGate(channel, SelectionKey.OP_WRITE);
  }

  @Override
  public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    channel.configureBlocking(false);
    connected = true;
  }

  @Override
  public InputStream getInputStream() {
    return new ChannelInput(channel, readable, this::getSoTimeout);
  }

  @Override
  public OutputStream getOutputStream() {
    return new ChannelOutput(channel, writable);
  }

  @Override
  public void setSoTimeout(int timeoutMillis) {
    readTimeoutMillis = timeoutMillis;
  }

  @Override
  public int getSoTimeout() {
    return readTimeoutMillis;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // There is nothing to delay.
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public void shutdownInput() throws IOException {
    refuseClosed();
    inputShutdown = true;
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    refuseClosed();
    outputShutdown = true;
    channel.shutdownOutput();
  }

  private void refuseClosed() throws SocketException {
    if (closed.get()) {
      throw new SocketException("the socket is closed");
    }
  }

  /** Closes the socket; threads that read or write return with a {@link SocketException}. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      try (readable;
          writable) {
        channel.close();
      }
    }
  }

  @Override
  public String toString() {
    return "unix://" + path;
  }
}
