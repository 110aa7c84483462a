package dev.harness.runtime.boot;

import dev.harness.runtime.engine.Engine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first container would otherwise wait for: a request for one of an image that cannot be
 * there goes through server, JSON and routes, and the default filter is compiled. It runs while the
 * engine's user still gets ready to speak to it.
 */
final class WarmUp implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** No image's name has capitals. */
  private static final String BODY =
      """
      {"Image":"None","Cmd":["none"],"Env":["A=b"],"Labels":{"a":"b"},\
      "HostConfig":{"NetworkMode":"bridge","PortBindings":{"1/tcp":[{"HostPort":""}]}}}\
      """;

  private static final String REQUEST =
      "POST /containers/create HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n"
          + "Content-Type: application/json\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n"
          + BODY;
  private static final int BUFFER_BYTES = 4096;

  private final Path socket;
  private final Engine engine;

  WarmUp(Path socket, Engine engine) {
    this.socket = socket;
    this.engine = engine;
  }

  /** Starts it on a thread of its own, which ends by itself. */
  void begin() {
    Thread thread = new Thread(this, "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(BUFFER_BYTES);
      while (channel.read(answer) >= 0) {
        answer.clear();
      }
    } catch (IOException failure) {
      LOG.debug("not warmed up: {}", failure.toString());
    }
    engine.prepare();
  }
}
