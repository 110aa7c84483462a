package dev.harness.engineapi.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Listens on a UNIX socket, and answers each request that ends with its headers by the next of
 * some raw answers. Connections stay open; after the last answer it only reads.
 */
public final class ScriptedEngine implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch answered;
  private final Thread thread;

  public ScriptedEngine(Path socket, String... answers) throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    answered = new CountDownLatch(answers.length);
    thread = new Thread(() -> serve(List.copyOf(Arrays.asList(answers))), "scripted-engine");
    thread.start();
  }

  private void serve(List<String> answers) {
    int next = 0;
    try {
      while (true) {
        SocketChannel connection = listener.accept();
        connections.add(connection);
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        while (connection.read(buffer) >= 0) {
          String request = StandardCharsets.US_ASCII.decode(buffer.duplicate().flip()).toString();
          if (request.endsWith("\r\n\r\n") && next < answers.size()) {
            requests.add(request);
            buffer.clear();
            connection.write(StandardCharsets.US_ASCII.encode(answers.get(next++)));
            answered.countDown();
          }
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  public List<String> requests() {
    return requests;
  }

  public int connections() {
    return connections.size();
  }

  public void awaitAnswers() throws InterruptedException {
    answered.await();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    listener.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
    thread.join();
  }
}
