package dev.harness.runtime.engine;

import dev.harness.runtime.engine.output.ContainerLog;
import dev.harness.runtime.engine.output.LogSink;
import dev.harness.runtime.engine.stream.ContainerInput;
import java.io.IOException;

/**
 * A client's place at a container: at the run that is on when it is made, or else at the next one.
 * The container never waits for who has it.
 */
public final class Attachment {
  private final ContainerLog log;
  private final ContainerLog.Place place;
  private final ContainerInput.Writer input;
  private final Visits visits;

  Attachment(ContainerLog log, ContainerInput input, Visits visits) {
    this.log = log;
    this.place = log.place();
    this.input = input.attach();
    this.visits = visits;
  }

  /**
   * Gives what the run writes to {@code sink}; blocks until it has ended.
   *
   * @param history whether what was written before comes first
   * @param follow whether to go on with what comes
   * @throws IOException when the log cannot be read or the sink refuses
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void listen(boolean history, boolean follow, LogSink sink)
      throws IOException, InterruptedException {
    visits.attached();
    log.attach(place, history, follow, sink);
  }

  /** Where to put what the run is to read; only for a container whose input is open. */
  public ContainerInput.Writer input() {
    return input;
  }

  /** Tells that the client left by the keys for that, while the container runs on. */
  public void detached() {
    visits.detached();
  }
}
