package dev.harness.engineapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Response;

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
    return response.body().byteStream();
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
      // Cancelling first spares the attempt to read to the end for the sake of the connection.
      call.cancel();
      response.close();
    }
  }
}
