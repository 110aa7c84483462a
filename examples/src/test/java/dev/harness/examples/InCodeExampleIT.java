package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without annotations, as a {@code main} or another framework does it. */
class InCodeExampleIT {
  private static final ContainerSpec CACHE =
      ContainerSpec.image("debian.internal/redis").port(6379);

  @Test
  void startsSeveralAtATimeAndTalksToThem() {
    try (Harness harness = Harness.open()) {
      List<RunningContainer> caches = harness.startAll(CACHE, CACHE.env("LANG", "C.UTF-8"));

      String answer =
          caches.get(0).exec(ExecSpec.command("redis-cli").input("SET a 1\nGET a\n")).stdout();

      assertThat(answer).isEqualTo("OK\n1\n");
      assertThat(caches.get(1).exec("redis-cli", "GET", "a").stdout()).isEqualTo("\n");
    }
  }
}
