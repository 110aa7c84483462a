package dev.harness.acceptance;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A test's JVM that follows a container's log, waits for the end of its input, and goes on. */
final class UsedLater {
  private static final int LINES = 600;
  private static final ContainerSpec COUNTING =
      ContainerSpec.image("debian.internal/busybox")
          .command("sh", "-c", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done");

  private UsedLater() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Harness harness = Harness.open()) {
      RunningContainer box = harness.start(COUNTING);
      box.onLogLine(lines::add);
      expect(lines, 1);
      System.out.println("counting");

      byte[] unused = System.in.readAllBytes();

      for (int i = 2; i < LINES; i++) {
        expect(lines, i);
      }
      System.out.println("followed the log without a gap");
      System.out.println("exec: " + box.exec("echo", "on").stdout().strip());
      RunningContainer other = harness.start(COUNTING);
      System.out.println("another container: " + other.exec("id", "-u").stdout().strip());
    }
  }

  private static void expect(BlockingQueue<String> lines, int number) throws InterruptedException {
    String line = lines.poll(10, TimeUnit.SECONDS);
    if (!Integer.toString(number).equals(line)) {
      throw new IllegalStateException("the line %s in place of %d".formatted(line, number));
    }
  }
}
