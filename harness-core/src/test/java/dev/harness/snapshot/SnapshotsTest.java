package dev.harness.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SnapshotsTest {
  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger removals = new AtomicInteger();
  private ImagesOnlyEngine engine;
  private EngineClient client;
  private Snapshots snapshots;

  @BeforeEach
  void open() throws IOException {
    engine = new ImagesOnlyEngine();
    client = engine.client();
    snapshots = session();
  }

  @AfterEach
  void close() {
    client.close();
    engine.close();
  }

  private Snapshots session() {
    SnapshotSupport support = SnapshotSupport.of(new Settings(Map.of(), Map.of()), client);
    return new Snapshots(client, directory.resolve("snapshots"), support, clock);
  }

  private Optional<String> image(String hash) throws InterruptedIOException {
    return snapshots.image(
        hash,
        "db",
        "postgres:16",
        () -> {
          starts.incrementAndGet();
          return new Started();
        });
  }

  private final class Started implements FirstContainer {
    @Override
    public String id() {
      return "1";
    }

    @Override
    public void close() {
      removals.incrementAndGet();
    }
  }

  /** Stands until a test sets it. */
  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2001-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void pass(Duration time) {
    clock.now = clock.now.plus(time);
    engine.now(clock.now);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 130, 143})
  void makesOneOfWhatHasEndedAndTakesItAgain(int exitCode) throws IOException {
    engine.exitCode(exitCode);

    assertThat(image("aa11")).contains("harness.internal/snapshot:aa11");
    assertThat(image("aa11")).contains("harness.internal/snapshot:aa11");

    snapshots = session();
    assertThat(image("aa11")).contains("harness.internal/snapshot:aa11");
    assertThat(starts).hasValue(1);
    assertThat(removals).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 137, 139})
  void makesNoneOfWhatWasKilledOrFailedAndTriesOnce(int exitCode) throws IOException {
    engine.exitCode(exitCode);

    assertThat(image("aa11")).isEmpty();
    assertThat(image("aa11")).isEmpty();

    assertThat(engine.tags()).isEmpty();
    assertThat(starts).hasValue(1);
    assertThat(removals).hasValue(1);
  }

  @Test
  void doesWithoutWhereTheDiskIsFull() throws IOException {
    engine.fillDisk();

    assertThat(image("aa11")).isEmpty();

    assertThat(removals).hasValue(1);
  }

  @Test
  void letsTheFailureOfTheFirstContainerThrough() {
    assertThatThrownBy(
            () ->
                snapshots.image(
                    "aa11",
                    "db",
                    "postgres:16",
                    () -> {
                      throw new IllegalStateException("not ready");
                    }))
        .hasMessage("not ready");
  }

  @Test
  void removesWhatWasNotUsedForLong() throws IOException {
    image("aa11");
    image("bb22");
    pass(Duration.ofDays(10));
    image("bb22");
    pass(Duration.ofDays(5));

    image("cc33");

    assertThat(engine.tags()).containsExactly("bb22", "cc33");
  }

  @Test
  void removesTheLeastUsedOfMany() throws IOException {
    for (int i = 10; i < 42; i++) {
      image("h" + i);
      pass(Duration.ofMinutes(1));
    }
    image("h10");
    pass(Duration.ofMinutes(1));

    image("h42");

    assertThat(engine.tags()).hasSize(32).contains("h10", "h42").doesNotContain("h11");
  }
}
