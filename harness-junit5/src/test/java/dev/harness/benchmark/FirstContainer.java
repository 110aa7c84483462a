package dev.harness.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One test's JVM: prints the milliseconds from its first call to a running container. With the
 * argument {@code test} JUnit runs it, as the build tools do; without, nothing came before.
 */
final class FirstContainer {
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      measure();
      return;
    }
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(FirstContainer.class))
                .build());
  }

  @Test
  void inATest() {
    measure();
  }

  private static void measure() {
    long begin = System.nanoTime();
    try (Harness harness = Harness.open();
        RunningContainer container =
            harness.start(
                ContainerSpec.image("debian.internal/busybox").command("sleep", "1000"))) {
      System.out.printf("%s %d%n", container.id(), (System.nanoTime() - begin) / 1_000_000);
      assertThat(container.isRunning()).isTrue();
    }
  }
}
