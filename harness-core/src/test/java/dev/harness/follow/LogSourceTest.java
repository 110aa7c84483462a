package dev.harness.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listening to a log while its container is started again or removed. */
@Timeout(20)
class LogSourceTest {
  private static final String END = "2026-01-02T03:04:05Z";

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Thread> speaking = new LinkedBlockingQueue<>();
  private FakeEngine engine;
  private Harness harness;
  private EngineClient client;
  private LogSource log;

  @BeforeEach
  void open() throws IOException {
    engine = new FakeEngine().with("server:1", FakeImage.SERVER);
    harness = Harness.open(Map.of("DOCKER_HOST", engine.address()));
    client = new EngineClient(EngineAddress.parse(engine.address()));
    String id = harness.start(ContainerSpec.image("server:1").name("db")).id();
    log = new LogSource(client.containers(), id);
  }

  @AfterEach
  void close() {
    client.close();
    harness.close();
    engine.close();
  }

  /** Listens; returns the thread that does, when it has said the only line. */
  private Thread listen() throws InterruptedException {
    log.listen(
        "db",
        line -> {
          threads.add(Thread.currentThread());
          speaking.add(Thread.currentThread());
        });
    return speaking.take();
  }

  @Test
  void endsListeningThatBeginsAfterTheEnd() {
    log.close();

    log.listen("db", line -> threads.add(Thread.currentThread()));

    assertThat(threads).allMatch(thread -> !thread.isAlive());
  }

  @Test
  void endsListeningThatARestartIsAboutToRenew() throws Exception {
    Thread before = listen();
    CompletableFuture<Void> restart =
        CompletableFuture.runAsync(() -> log.runsAgain("db", END)); // waits for the last lines

    log.close();

    before.join();
    restart.join();
    assertThat(threads).isNotEmpty().allMatch(thread -> !thread.isAlive());
  }

  @Test
  void passesEachLineOnOnceWhenTwoRestartAtTheSameTime() throws Exception {
    Thread before = listen();
    Thread one = restartThatWaits();
    Thread other = restartThatWaits();

    one.join();
    other.join();
    Thread renewed = speaking.take();
    log.close();

    assertThat(threads).containsOnly(before, renewed);
    assertThat(renewed).isNotEqualTo(before);
  }

  /** Begins a restart; returns when it waits for the last lines of the run before. */
  private Thread restartThatWaits() {
    Thread restart = new Thread(() -> log.runsAgain("db", END), "restart");
    restart.start();
    while (restart.getState() != Thread.State.TIMED_WAITING) {
      assertThat(restart.getState()).isNotEqualTo(Thread.State.TERMINATED);
      Thread.onSpinWait();
    }
    return restart;
  }
}
