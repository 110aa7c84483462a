package dev.harness.acceptance;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.HarnessException;
import dev.harness.RunningContainer;

/** A test's JVM that starts one container, of busybox unless told, and tells how that went. */
final class OneContainer {
  private OneContainer() {}

  public static void main(String[] arguments) {
    String image = arguments.length == 0 ? "debian.internal/busybox" : arguments[0];
    ContainerSpec spec = ContainerSpec.image(image).command("sleep", "1000");
    try (Harness harness = Harness.open();
        RunningContainer box = harness.start(spec)) {
      System.out.println(harness.engine());
      System.out.println(box.exec("id", "-u").stdout().strip());
    } catch (HarnessException failure) {
      System.out.println(failure.getClass().getSimpleName());
      System.out.println(failure.getMessage());
    }
  }
}
