package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.locate.user.Settings;
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SimultaneousStartTest {
  private static final ContainerSpec SERVER = ContainerSpec.image("server:1").port(5432);
  private static final ContainerSpec FAILING = ContainerSpec.image("failing:1").port(5432);

  private FakeEngine engine;
  private Harness harness;

  @BeforeEach
  void open() throws IOException {
    engine =
        new FakeEngine()
            .with("server:1", FakeImage.SERVER)
            .with("failing:1", FakeImage.failing(3, "the disk is full"));
    harness = Harness.open(new Settings(Map.of("DOCKER_HOST", engine.address()), Map.of()));
  }

  @AfterEach
  void close() {
    boolean unused = Thread.interrupted();
    harness.close();
    engine.close();
  }

  @Test
  void startsASpecificationAsOftenAsItIsNamed() {
    List<RunningContainer> servers = harness.startAll(SERVER, SERVER);

    assertThat(servers).hasSize(2).doesNotHaveDuplicates().allMatch(RunningContainer::isRunning);
    assertThat(engine.containers()).hasSize(2);
  }

  @Test
  void startsOnceWhatSeveralDependOn() {
    ContainerSpec db = SERVER.name("db");

    harness.startAll(SERVER.name("shop").dependsOn(db), SERVER.name("desk").dependsOn(db), db);

    assertThat(engine.calls())
        .filteredOn(call -> call.endsWith("/start"))
        .startsWith("POST /containers/db/start")
        .hasSize(3);
  }

  @Test
  void tellsEachFailureOnce() {
    ContainerSpec db = FAILING.name("db");
    ContainerSpec shop = SERVER.name("shop").dependsOn(db);

    assertThatThrownBy(() -> harness.startAll(SERVER.name("desk").dependsOn(shop), shop))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("Container db (failing:1) exited with code 3")
        .hasNoSuppressedExceptions();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void leavesNothingWhenItIsInterrupted() {
    Thread caller = Thread.currentThread();
    ContainerSpec unready =
        SERVER.waitFor(
            Wait.until(
                "the end of the test",
                container -> {
                  caller.interrupt();
                  return false;
                }));

    assertThatThrownBy(() -> harness.startAll(SERVER, unready))
        .isInstanceOf(ContainerStartException.class)
        .hasMessage("Interrupted while containers started");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.containers()).isEmpty();
  }
}
