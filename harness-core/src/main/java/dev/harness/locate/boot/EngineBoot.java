package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.Setting;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** The time from the spawn of an engine until it is ready, or turns out never to be. */
final class EngineBoot {
  private static final int EXIT_SECONDS = 2;

  private final EngineProcess engine;
  private final Duration limit;
  private final AtomicBoolean late = new AtomicBoolean();

  /** Does not take ownership of the engine. */
  EngineBoot(EngineProcess engine, Duration limit) {
    this.engine = engine;
    this.limit = limit;
  }

  /**
   * Waits until the engine is ready.
   *
   * @param ids maps the ids of the namespace of a process
   * @throws BootException when the engine ends, fails or takes too long; it may still run
   */
  void await(LongConsumer ids, BootSteps steps) throws InterruptedException {
    Process process = engine.process();
    CompletableFuture<Void> watchdog =
        CompletableFuture.runAsync(
            this::kill, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      BootDialogue dialogue = new BootDialogue(process.getInputStream(), process.getOutputStream());
      engine.ready(dialogue.awaitReady(() -> ids.accept(process.pid()), steps));
    } catch (EOFException e) {
      throw ended(process, e);
    } catch (IOException e) {
      throw new BootException(
          "Cannot start the engine: the connection to it broke: " + e.getMessage() + log(), e);
    } finally {
      watchdog.cancel(false);
    }
  }

  private void kill() {
    late.set(true);
    engine.process().destroyForcibly();
  }

  private BootException ended(Process process, EOFException cause) throws InterruptedException {
    if (late.get()) {
      return new BootException(
          "Cannot start the engine: it was not ready after %d s. A slow machine needs more: -D%s=%d.%s"
              .formatted(
                  limit.toSeconds(), Setting.ENGINE_TIMEOUT.key(), 4 * limit.toSeconds(), log()),
          cause);
    }
    String end =
        process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)
            ? "it ended with exit code " + process.exitValue() + " before it was ready."
            : "it closed its reports before it was ready.";
    return new BootException("Cannot start the engine: " + end + log(), cause);
  }

  private String log() {
    String tail = engine.logTail();
    return tail.isEmpty() ? " Its log is empty." : " Its log ends with:\n" + tail;
  }
}
