package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.cgroup.Controller;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.output.LogEntry;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.testing.EngineFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What limits do to a container, and what stopping it does. */
@SuppressWarnings("NullAway.Init") // set before each test
@Timeout(60)
class ContainerLimitsIT {
  private static final long MIB = 1L << 20;

  @TempDir Path directory;
  private EngineFixture fixture;
  private Engine engine;
  private LimitSupport support;

  @BeforeEach
  void open() throws IOException {
    fixture = EngineFixture.in(directory);
    engine = fixture.engine();
    support = engine.limitSupport();
    assumeThat(support.controllers())
        .as("needs control groups that this process may make")
        .contains(Controller.MEMORY, Controller.PIDS, Controller.CPU, Controller.FREEZER);
  }

  @AfterEach
  void leavesNoGroup() {
    if (fixture != null) {
      fixture.close();
      String own = "harness-test-" + ProcessHandle.current().pid();
      assertThat(support.parents().values()).noneMatch(at -> Files.exists(at.resolve(own)));
    }
  }

  private Container create(ResourceLimits limits, String script) {
    return engine
        .containers()
        .create(EngineFixture.busybox("sh", "-c", script).updated(limits, RestartPolicy.NO));
  }

  private Container started(ResourceLimits limits, String script) {
    Container container = create(limits, script);
    assertThat(container.start()).isTrue();
    return container;
  }

  private static ResourceLimits memory(long mebibytes) {
    return new ResourceLimits(
        new ResourceLimits.Memory(mebibytes * MIB, mebibytes * MIB, 0, -1),
        ResourceLimits.Cpu.NONE,
        0,
        0);
  }

  private static ResourceLimits processes(long most) {
    return new ResourceLimits(ResourceLimits.Memory.NONE, ResourceLimits.Cpu.NONE, most, 0);
  }

  private static int end(Container container)
      throws InterruptedException, ExecutionException, TimeoutException {
    return container
        .when(WaitCondition.NOT_RUNNING)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static String output(Container container) throws IOException, InterruptedException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    LogQuery all =
        new LogQuery(true, true, Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
    container.logs(all, (LogEntry entry) -> text.write(entry.bytes()));
    return text.toString(StandardCharsets.UTF_8);
  }

  @Test
  void c42MemoryHogIsKilledAndToldSo() throws Exception {
    try (Events.Subscription events = engine.events().subscribe(Optional.empty())) {
      Container hog = started(memory(16), "exec tail /dev/zero");

      assertThat(end(hog)).isEqualTo(137);

      assertThat(hog.details().oomKilled()).isTrue();
      assertThat(actions(events)).contains("oom", "die").startsWith("create");
    }
  }

  private static List<String> actions(Events.Subscription events) throws InterruptedException {
    List<String> actions = new ArrayList<>();
    Optional<Event> next = events.next(Duration.ofSeconds(1));
    while (next.isPresent()) {
      actions.add(next.get().action());
      next = events.next(Duration.ofSeconds(1));
    }
    return actions;
  }

  @Test
  void c42ChildThatIsKilledCountsTooWhileTheFirstProcessLives() throws Exception {
    Container container = started(memory(16), "(tail /dev/zero); exit 5");

    assertThat(end(container)).isEqualTo(5);

    assertThat(container.details().oomKilled()).isTrue();
  }

  @Test
  void aNewStartForgetsTheOldWantOfMemory() throws Exception {
    Container container =
        started(memory(16), "test -e /was || { touch /was; exec tail /dev/zero; }");
    end(container);

    assertThat(container.start()).isTrue();

    assertThat(end(container)).isZero();
    assertThat(container.details().oomKilled()).isFalse();
  }

  @Test
  void c21LimitedContainerBeginsInItsOwnGroup() throws Exception {
    Container container = started(processes(1), "cat /proc/self/cgroup");

    end(container);

    assertThat(output(container)).contains("pids:/\n").doesNotContain("harness-");
  }

  @Test
  void c2LimitedContainerSeesItsLimitsAndCannotChangeThem() throws Exception {
    assumeThat(support.version())
        .as("needs control groups of version 1")
        .isEqualTo(LimitSupport.Version.ONE);
    Container container =
        started(
            memory(64),
            "cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes; echo 1 >memory/tasks;"
                + " mkdir pids/own; ls pids");

    end(container);

    assertThat(output(container))
        .contains("67108864", "can't create memory/tasks: Read-only file system")
        .contains("can't create directory 'pids/own': Read-only file system", "pids.max");
  }

  @Test
  void c21OneProcessIsEnoughForAContainerOfOne() throws Exception {
    Container container = started(processes(1), "sleep 0 & wait; echo still here");

    end(container);

    assertThat(output(container)).contains("can't fork");
  }

  @Test
  void h47ForkBombStaysWithinItsLimit() throws Exception {
    Container bomb = started(processes(50), "bomb() { bomb | bomb & }; bomb; exec sleep 1000");

    long most = bomb.usage().orElseThrow().resources().processes().current();

    assertThat(most).isLessThanOrEqualTo(50);
    bomb.kill(Signal.KILL);
    assertThat(end(bomb)).isEqualTo(137);
  }

  @Test
  void execJoinsTheGroup() {
    Container container = started(processes(20), "sleep 1000");

    assertThat(run(container, "cat", "/proc/self/cgroup")).contains("pids:/\n");
  }

  private static String run(Container container, String... command) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Exec exec = container.prepareExec(exec(command));
    exec.claim();
    exec.run(Optional.empty(), (kind, bytes) -> text.write(bytes));
    return text.toString(StandardCharsets.UTF_8);
  }

  private static ExecRequest exec(String... command) {
    return ExecRequest.reading(List.of(command));
  }

  /** As long as it takes to say thirty times what a paused container does not. */
  private static void awaitTicks(Container container) throws Exception {
    int length = output(container).length() + 30 * "tick\n".length();
    Instant deadline = Instant.now().plusSeconds(10);
    while (output(container).length() < length && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void c44PausedContainerDoesNothingUntilItGoesOn() throws Exception {
    String ticking = "while :; do echo tick; sleep 0.01; done";
    Container container = started(ResourceLimits.NONE, ticking);
    Container another = started(ResourceLimits.NONE, ticking);

    container.pause();
    ContainerStatus paused = container.details().status();
    awaitTicks(another);
    String atFirst = output(container);
    awaitTicks(another);
    String later = output(container);
    container.unpause();

    assertThat(paused.phase()).isEqualTo(ContainerStatus.Phase.PAUSED);
    assertThat(paused.running()).isTrue();
    assertThat(later.length() - atFirst.length()).isLessThan(20);
    assertThat(container.details().status().phase()).isEqualTo(ContainerStatus.Phase.RUNNING);
  }

  @Test
  void c37RefusesWhatAPausedContainerCannotDo() {
    Container container = started(ResourceLimits.NONE, "sleep 1000");
    container.pause();
    String name = container.name();

    assertThatThrownBy(container::pause)
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessage("Container %s is already paused", name);
    assertThatThrownBy(container::start)
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageContaining("cannot start a paused container, try unpause instead");
    assertThatThrownBy(() -> container.prepareExec(exec("true")))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessage("container %s is paused, unpause the container before exec", name);
    assertThatThrownBy(() -> container.remove(false, false))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageContaining("container is paused and must be unpaused first");
    container.remove(true, false);
  }

  @Test
  void c37RefusesToLetGoOnWhatIsNotPaused() {
    Container container = started(ResourceLimits.NONE, "sleep 1000");

    assertThatThrownBy(container::unpause)
        .isInstanceOf(EngineException.Failed.class)
        .hasMessage("Container %s is not paused", container.name());
  }

  @Test
  void c36StopEndsAPausedContainer() {
    Container container = started(ResourceLimits.NONE, "sleep 1000");
    container.pause();

    assertThat(container.stop(Optional.of(Duration.ZERO))).isTrue();

    assertThat(container.details().status().exitCode()).isEqualTo(137);
  }

  @Test
  void killOfAPausedContainerEndsIt() throws Exception {
    Container container = started(ResourceLimits.NONE, "sleep 1000");
    container.pause();

    container.kill(Signal.KILL);

    assertThat(end(container)).isEqualTo(137);
  }

  @Test
  void updateLimitsARunningContainerThatHadNoLimits() throws Exception {
    Container container =
        started(
            ResourceLimits.NONE,
            "while ! test -e /go; do sleep 0.1; done; (tail /dev/zero); exit 5");

    container.update(memory(16), Optional.empty());
    run(container, "touch", "/go");

    assertThat(container.details().request().host().limits()).isEqualTo(memory(16));
    assertThat(end(container)).isEqualTo(5);
    assertThat(container.details().oomKilled()).isTrue();
  }

  @Test
  void updateChangesTheLimitsOfTheNextStart() throws Exception {
    Container container = create(memory(64), "exec tail /dev/zero");

    container.update(memory(16), Optional.empty());
    boolean started = container.start();

    assertThat(started).isTrue();
    assertThat(end(container)).isEqualTo(137);
    assertThat(container.details().oomKilled()).isTrue();
  }

  @Test
  void updateBeyondTheTotalIsRefused() {
    Container container = create(memory(64), "true");
    ResourceLimits more =
        new ResourceLimits(
            new ResourceLimits.Memory(128 * MIB, 0, 0, -1), ResourceLimits.Cpu.NONE, 0, 0);

    assertThatThrownBy(() -> container.update(more, Optional.empty()))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageContaining(
            "Memory limit should be smaller than already set memoryswap limit, update the"
                + " memoryswap at the same time");
  }

  /** Until it has been charged for some processor time. */
  private static void awaitUse(Container container) {
    Instant deadline = Instant.now().plusSeconds(10);
    while (container.usage().orElseThrow().resources().cpu().totalNanos() == 0
        && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsWhatIsUsedWithAndWithoutAGroup() throws Exception {
    String busy = "while :; do :; done";
    Container limited = started(processes(20), busy);
    Container free = started(ResourceLimits.NONE, busy);
    awaitUse(limited);
    awaitUse(free);

    assertThat(limited.usage().orElseThrow().resources().cpu().totalNanos()).isPositive();
    assertThat(free.usage().orElseThrow().resources().cpu().totalNanos()).isPositive();
    assertThat(free.usage().orElseThrow().resources().memory().bytes()).isPositive();
    assertThat(free.usage().orElseThrow().resources().processes().current()).isEqualTo(1);
    assertThat(create(ResourceLimits.NONE, "true").usage()).isEmpty();
  }
}
