package dev.harness.acceptance;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.util.concurrent.CountDownLatch;

/** A program that starts three containers which ignore SIGTERM, tells their ports, and waits. */
final class ThreeContainers {
  private static final String STUBBORN =
      "trap '' TERM; (setsid sleep 1000 &) ; while true; do echo hi | nc -l -p 7000; done";

  private ThreeContainers() {}

  public static void main(String[] arguments) throws InterruptedException {
    Harness harness = Harness.open();
    StringBuilder ports = new StringBuilder("ports");
    for (int i = 0; i < 3; i++) {
      RunningContainer container =
          harness.start(
              ContainerSpec.image("debian.internal/busybox")
                  .command("sh", "-c", STUBBORN)
                  .port(7000));
      ports.append(' ').append(container.port(7000));
    }
    System.out.println(ports);
    new CountDownLatch(1).await();
  }
}
