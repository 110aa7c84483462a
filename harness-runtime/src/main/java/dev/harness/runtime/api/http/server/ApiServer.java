package dev.harness.runtime.api.http.server;

import dev.harness.runtime.api.http.Service;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server on a UNIX socket.
 *
 * <p>Threads: one accepts, one moves bytes, and each request that is being answered has a worker.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /** Connections of one user's clients; a program that leaks them is stopped here (H66). */
  private static final int MAX_CONNECTIONS = 4096;

  /** Bytes that may wait for a client before its worker does. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 << 10, 256 << 10);

  private static final int SHUTDOWN_SECONDS = 2;

  private final Service service;
  private final Workers workers = new Workers();
  private final EventLoopGroup eventLoop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("api-events", true), NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(eventLoop.next());
  private final PooledByteBufAllocator allocator = smallAllocator();
  private final PeerWatch peers = new PeerWatch(eventLoop.next());
  private final Acceptor acceptor;

  private ApiServer(SocketFile socket, Service service) {
    this.service = service;
    this.acceptor = Acceptor.start(socket, this::serve);
  }

  /**
   * Listens on a UNIX socket and answers from now on.
   *
   * @param socket where; its directory is made when it is missing, with mode 0700
   * @throws UncheckedIOException when the path is too long, taken, or open to others
   */
  public static ApiServer listen(Path socket, Service service) {
    return new ApiServer(SocketFile.listen(socket), service);
  }

  /** Two arenas of 256 KiB chunks: buffers live on the event loop only, and for moments. */
  private static PooledByteBufAllocator smallAllocator() {
    return new PooledByteBufAllocator(true, 1, 1, 8192, 5, 0, 0, false);
  }

  /** Takes ownership of an accepted connection. */
  private void serve(SocketChannel accepted) {
    Channel channel = new NioDomainSocketChannel(accepted);
    channel.config().setAutoRead(false);
    channel.config().setAllocator(allocator);
    channel.config().setRecvByteBufAllocator(new HalfClosure(channel));
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    RequestDecoder decoder = new RequestDecoder();
    channel
        .pipeline()
        .addLast(
            decoder,
            new HttpResponseEncoder(),
            new Connection(channel, decoder, service, workers, peers, accepted));
    if (connections.size() >= MAX_CONNECTIONS) {
      LOG.warn("Closing a connection: {} are open already", MAX_CONNECTIONS);
      channel.unsafe().closeForcibly();
      return;
    }
    connections.add(channel);
    var unused = eventLoop.register(channel);
  }

  /** Stops listening, breaks off what is being answered, and joins the threads. */
  @Override
  public void close() {
    try {
      acceptor.close();
    } catch (IOException e) {
      LOG.warn("Cannot remove the socket", e);
    }
    connections.close().awaitUninterruptibly();
    workers.close();
    eventLoop.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    try {
      peers.close();
    } catch (IOException e) {
      LOG.warn("Cannot close the watch for clients that go", e);
    }
  }
}
