package dev.harness.acceptance;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.HarnessException;
import dev.harness.RunningContainer;
import java.io.IOException;

/** A test's JVM that starts a container with a limit, and waits to be killed or pauses it. */
final class LimitedContainer {
  private LimitedContainer() {}

  public static void main(String[] arguments) throws IOException {
    ContainerSpec spec =
        ContainerSpec.image("debian.internal/busybox").memory(64L << 20).command("sleep", "1000");
    try (Harness harness = Harness.open();
        RunningContainer box = harness.start(spec)) {
      System.out.println(box.status());
      if (arguments.length > 0) {
        int unused = System.in.read();
      }
      box.pause();
      System.out.println(box.status());
    } catch (HarnessException failure) {
      System.out.println(failure.getClass().getSimpleName());
      System.out.println(failure.getMessage());
    }
  }
}
