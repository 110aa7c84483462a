package dev.harness.locate;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.boot.EngineProcess;
import dev.harness.locate.user.HarnessLog;
import org.jspecify.annotations.Nullable;

/** An engine that answers, and the client to talk to it. Closing it ends an engine of ours. */
public final class EngineConnection implements AutoCloseable {
  private final EngineClient client;
  private final @Nullable EngineProcess process;
  private final String description;

  /** Takes ownership of both. */
  EngineConnection(EngineClient client, @Nullable EngineProcess process, String description) {
    this.client = client;
    this.process = process;
    this.description = description;
  }

  /** The client; closed with this connection. */
  public EngineClient client() {
    return client;
  }

  /**
   * Whether it is our engine, which opens a published port only when the container listens on it.
   */
  public boolean isBuiltIn() {
    return process != null;
  }

  /** Which engine it is, for people. */
  public String description() {
    return description;
  }

  @Override
  public void close() {
    try (EngineProcess ending = process) {
      client.close();
    }
    if (process != null) {
      HarnessLog.get().info("Engine ended, and everything in it");
    }
  }
}
