package dev.harness.acceptance;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.Harness;

/** A JVM that closes nothing, and ends by itself or is killed. */
final class ForgottenContainer {
  private ForgottenContainer() {}

  public static void main(String[] arguments) {
    Harness harness = Harness.open();
    ContainerNetwork network = harness.network();
    ContainerVolume volume = harness.volume();
    harness.start(
        ContainerSpec.image("debian.internal/busybox")
            .command("sleep", "1000")
            .network(network)
            .volume(volume, "/data"));
    if (arguments[0].equals("exit")) {
      System.exit(3);
    }
    Runtime.getRuntime().halt(137);
  }
}
