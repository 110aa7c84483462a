package dev.harness.acceptance;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.HarnessException;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.exec.ExecResult;

/** A test's JVM with a container that asks another by HTTP, and for what it may not have. */
final class ProxiedContainer {
  private static final ContainerSpec BOX = ContainerSpec.image("debian.internal/busybox");

  private ProxiedContainer() {}

  public static void main(String[] arguments) {
    try (Harness harness = Harness.open()) {
      ContainerNetwork network = harness.network();
      ContainerSpec web =
          BOX.network(network)
              .alias("web")
              .command("httpd", "-f", "-p", "80", "-h", "/etc")
              .waitFor(Wait.forCommand("wget", "-qO-", "http://127.0.0.1/hostname"));
      try (RunningContainer server = harness.start(web);
          RunningContainer box = harness.start(BOX.command("sleep", "1000").network(network))) {
        System.out.println(server.status());
        print(box.exec("sh", "-c", "echo $http_proxy"));
        ExecResult neighbour = box.exec("wget", "-q", "-O-", "http://web/hostname");
        System.out.println("web answers: " + neighbour.exitCode());
        print(box.exec("wget", "-q", "-O-", "http://169.254.169.254/"));
      }
    } catch (HarnessException failure) {
      System.out.println(failure.getClass().getSimpleName());
      System.out.println(failure.getMessage());
    }
  }

  private static void print(ExecResult result) {
    System.out.println(result.stdout().strip() + result.stderr().strip());
  }
}
