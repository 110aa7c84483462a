package dev.harness.engineapi.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import okio.Socket;
import org.slf4j.LoggerFactory;

/**
 * An answer that is still coming. One thread reads; any may close, which ends the reading at
 * once and drops the connection.
 */
final class EngineStream implements AutoCloseable {
  private final String action;
  private final EngineAddress address;
  private final Call call;
  private final Response response;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object turn = new Object();

  EngineStream(String action, EngineAddress address, Call call, Response response) {
    this.action = action;
    this.address = address;
    this.call = call;
    this.response = response;
  }

  String action() {
    return action;
  }

  InputStream in() {
    return new Bytes(
        response.socket() == null
            ? response.body().byteStream()
            : Okio.buffer(response.socket().getSource()).inputStream());
  }

  /**
   * Sends bytes and that there are no more, on a thread of its own: the peer may want to be heard
   * before it reads.
   */
  void send(byte[] bytes) {
    Thread thread = new Thread(() -> write(bytes), "harness-stream-input");
    thread.setDaemon(true);
    thread.start();
  }

  private void write(byte[] bytes) {
    Socket socket = Objects.requireNonNull(response.socket(), "no stream that goes both ways");
    try (BufferedSink sink = Okio.buffer(socket.getSink())) {
      sink.write(bytes);
    } catch (IOException e) {
      // It does not have to read what it is given; what it has said of it is in its output.
      LoggerFactory.getLogger("dev.harness").debug("{}: not all input was read", action, e);
    }
  }

  boolean isClosed() {
    return closed.get();
  }

  EngineUnreachableException broken(IOException cause) {
    return new EngineUnreachableException(action, address, cause);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Cancelling ends a read in progress, and spares the attempt to read to the end for the sake
      // of the connection.
      call.cancel();
      synchronized (turn) {
        response.close();
      }
    }
  }

  /**
   * The bytes of the answer. Closing an answer reads from it too, and okhttp takes two threads that
   * read one answer for a mistake of its caller: so they take turns.
   */
  private final class Bytes extends FilterInputStream {
    Bytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      synchronized (turn) {
        refuseClosed();
        return super.read();
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      synchronized (turn) {
        refuseClosed();
        return super.read(target, offset, length);
      }
    }

    private void refuseClosed() throws IOException {
      if (isClosed()) {
        throw new IOException("the stream was closed");
      }
    }
  }
}
