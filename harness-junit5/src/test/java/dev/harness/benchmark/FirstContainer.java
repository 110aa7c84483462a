package dev.harness.benchmark;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;

/** One test's JVM: prints the milliseconds from its first call to a running container. */
final class FirstContainer {
  private FirstContainer() {}

  public static void main(String[] arguments) {
    long begin = System.nanoTime();
    try (Harness harness = Harness.open();
        RunningContainer container =
            harness.start(
                ContainerSpec.image("debian.internal/busybox").command("sleep", "1000"))) {
      System.out.printf("%s %d%n", container.id(), (System.nanoTime() - begin) / 1_000_000);
    }
  }
}
