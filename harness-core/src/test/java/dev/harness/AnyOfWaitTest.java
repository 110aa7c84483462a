package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.locate.user.Settings;
import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AnyOfWaitTest {
  private static final ContainerSpec SERVER =
      ContainerSpec.image("server:1").name("db").startupTimeout(Duration.ofMillis(200));

  private FakeEngine engine;
  private Harness harness;

  @BeforeEach
  void open() throws IOException {
    engine = new FakeEngine().with("server:1", FakeImage.SERVER);
    harness = Harness.open(new Settings(Map.of("DOCKER_HOST", engine.address()), Map.of()));
  }

  @AfterEach
  void close() {
    harness.close();
    engine.close();
  }

  @Test
  void endsTheOthersWhenOneHasCome() throws Exception {
    CompletableFuture<Thread> other = new CompletableFuture<>();
    Wait never =
        Wait.until(
            "nothing",
            container -> {
              other.complete(Thread.currentThread());
              return false;
            });

    harness.start(
        SERVER
            .startupTimeout(Duration.ofMinutes(1))
            .waitFor(Wait.forAny(Wait.until("the other", c -> other.isDone()), never)));

    other.join().join(5000);
    assertThat(other.join().isAlive()).isFalse();
  }

  @Test
  void failsWithAnErrorOfACondition() {
    Wait wait =
        Wait.until(
            "a row",
            container -> {
              throw new AssertionError("no row");
            });

    assertThatThrownBy(() -> harness.start(SERVER.waitFor(Wait.forAny(wait))))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no row");
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void tellsWhyNoneCame() {
    Wait healthy = Wait.forHealthy();
    Wait line = Wait.forLogLine("never said");
    // Enough for the first to fail before the second, whose time it is.
    ContainerSpec spec = SERVER.startupTimeout(Duration.ofSeconds(3));

    assertThatThrownBy(() -> harness.start(spec.waitFor(Wait.forAny(healthy, line))))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("still waiting for a log line that matches 'never said'")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .startsWith("Container db (server:1) has no health check"));
  }

  @Test
  void endsInTimeThoughOneDoesNotReturn() {
    CompletableFuture<Boolean> endOfTest = new CompletableFuture<>();
    Wait stuck = Wait.until("what never answers", container -> endOfTest.join());

    assertThatThrownBy(() -> harness.start(SERVER.waitFor(Wait.forAny(stuck))))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("Container db (server:1) was not ready after")
        .hasMessageContaining("still waiting for the first of several things");
    endOfTest.complete(true);
  }
}
