package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.testing.EngineFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several callers do to a container at once ends in one of the ways that Docker knows. */
@SuppressWarnings("NullAway.Init") // set before each test
class ContainerRacesIT {
  @TempDir Path directory;
  private EngineFixture fixture;
  private Containers containers;
  private ExecutorService others;

  @BeforeEach
  void open() throws IOException {
    fixture = EngineFixture.in(directory);
    containers = fixture.engine().containers();
    others = Executors.newFixedThreadPool(2);
  }

  @AfterEach
  void leavesNoMount() {
    if (fixture != null) {
      others.shutdownNow();
      fixture.close();
    }
    assertThat(Path.of("/proc/self/mountinfo")).content().doesNotContain(directory.toString());
  }

  private Container sleeper() {
    return containers.create(EngineFixture.busybox("sleep", "1000"));
  }

  @RepeatedTest(5)
  void forcedRemovalWinsOverAnyNumberOfStarts() throws InterruptedException, ExecutionException {
    Container container = sleeper();
    container.start();
    Future<EngineException> starts = others.submit(() -> startUntilRefused(container));

    container.remove(true, true);

    assertThat(starts.get())
        .isInstanceOfAny(EngineException.Conflict.class, EngineException.NotFound.class)
        .message()
        .containsAnyOf("is marked for removal and cannot be started", "No such container");
    assertThat(containers.all()).isEmpty();
  }

  private static EngineException startUntilRefused(Container container) {
    while (true) {
      try {
        boolean unused = container.start();
      } catch (EngineException refused) {
        return refused;
      }
    }
  }

  @Test
  void startOfARemovedContainerFindsNone() {
    Container container = sleeper();
    container.remove(false, true);

    assertThatThrownBy(container::start)
        .isInstanceOf(EngineException.NotFound.class)
        .hasMessage("No such container: " + container.id());
  }

  @Test
  void filesOfARemovedContainerAreMissing() {
    Container container = sleeper();
    container.remove(false, true);

    assertThatThrownBy(() -> container.stat("/etc/passwd"))
        .isInstanceOf(RootException.Removed.class);
    assertThatThrownBy(container::explain)
        .isInstanceOf(EngineException.NotFound.class)
        .hasMessageContaining("its root was removed meanwhile");
  }

  @RepeatedTest(3)
  void twoStartsMakeOneProcess() throws InterruptedException, ExecutionException {
    Container container = sleeper();
    CountDownLatch together = new CountDownLatch(2);
    List<Future<Boolean>> starts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      starts.add(others.submit(() -> startTogether(container, together)));
    }

    List<Boolean> results = List.of(starts.get(0).get(), starts.get(1).get());

    assertThat(results).containsExactlyInAnyOrder(true, false);
  }

  private static boolean startTogether(Container container, CountDownLatch together)
      throws InterruptedException {
    together.countDown();
    together.await();
    return container.start();
  }

  @Test
  void closingTakesContainersThatAreBeingCreatedAlong()
      throws InterruptedException, ExecutionException {
    CountDownLatch first = new CountDownLatch(1);
    Future<EngineException> creations = others.submit(() -> createUntilRefused(first));
    first.await();

    containers.close();

    assertThat(creations.get())
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessage("cannot create a container: the engine is closing");
    assertThat(containers.all()).isEmpty();
  }

  private EngineException createUntilRefused(CountDownLatch first) {
    while (true) {
      try {
        Container unused = sleeper();
        first.countDown();
      } catch (EngineException refused) {
        return refused;
      }
    }
  }
}
