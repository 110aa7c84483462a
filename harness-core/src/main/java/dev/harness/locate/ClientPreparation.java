package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.user.BootException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads the client's classes while the engine boots, on a thread of its own. Not for use by
 * several threads.
 */
final class ClientPreparation implements Consumer<EngineAddress> {
  private @Nullable FutureTask<EngineClient> latest;

  /** Starts to prepare a client; a second one takes the place of the first. */
  @Override
  public void accept(EngineAddress address) {
    FutureTask<EngineClient> task = new FutureTask<>(() -> EngineClient.ahead(address));
    Thread thread = new Thread(task, "harness-client-preparation");
    thread.setDaemon(true);
    thread.start();
    latest = task;
  }

  /** Waits for the client and gives it to the caller, who closes it. */
  EngineClient take() {
    if (latest == null) {
      throw new IllegalStateException("no engine was started");
    }
    try {
      return latest.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BootException("Interrupted while the engine started", e);
    } catch (ExecutionException e) {
      throw new BootException("Cannot load the client of the engine: " + e.getCause(), e);
    }
  }
}
