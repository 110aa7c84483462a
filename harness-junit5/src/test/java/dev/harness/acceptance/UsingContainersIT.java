package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerAccessException;
import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.exec.ExecResult;
import dev.harness.exec.ExecSpec;
import dev.harness.files.FileSource;
import dev.harness.junit5.Container;
import dev.harness.logs.LogLine;
import dev.harness.logs.LogStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tests do with containers that run, and several that start together. */
@Tag("every-engine")
@SuppressWarnings("NullAway.Init") // the extension sets the fields
@Timeout(60)
class UsingContainersIT {
  private static final ContainerSpec BOX =
      ContainerSpec.image("debian.internal/busybox").command("sleep", "1000");

  @Container(
      image = "debian.internal/busybox",
      command = {"sleep", "1000"})
  static RunningContainer box;

  @Test
  void runsACommandAsSomebodySomewhere() {
    ExecSpec who =
        ExecSpec.command("sh", "-c", "id -u; pwd; echo $WORD")
            .user("12")
            .workingDirectory("/tmp")
            .env("WORD", "a b");

    assertThat(box.exec(who)).isEqualTo(new ExecResult(0, "12\n/tmp\na b\n", ""));
  }

  @Test
  void givesACommandItsInput() {
    String line = "0123456789".repeat(100) + "\n";
    String megabyte = line.repeat(1024);

    assertThat(box.exec(ExecSpec.command("wc", "-c").input(megabyte)).stdout().strip())
        .isEqualTo(Integer.toString(1024 * 1001));
    assertThat(box.exec(ExecSpec.command("cat").input(megabyte)).stdout()).isEqualTo(megabyte);
    assertThat(box.exec(ExecSpec.command("true").input(megabyte)).exitCode()).isZero();
    assertThat(box.exec(ExecSpec.command("cat")).stdout()).isEmpty();
  }

  @Test
  void waitsForACommandOnlySoLong() {
    ExecSpec endless = ExecSpec.command("sleep", "1000").timeLimit(Duration.ofMillis(300));

    assertThatThrownBy(() -> box.exec(endless))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessage("Cannot run sleep 1000 in container %s: it has not ended within 300 ms", box);
  }

  @Test
  void passesOnWhatACommandSaysWhileItRuns() {
    ExecSpec waiting =
        ExecSpec.command(
                "sh", "-c", "echo one; while ! [ -e /tmp/go ]; do sleep 0.05; done; echo two")
            .onLog(line -> box.copyTo(FileSource.text(line.text()), "/tmp/go"));

    assertThat(box.exec(waiting)).isEqualTo(new ExecResult(0, "one\ntwo\n", ""));
  }

  @Test
  void waitsForALineInTheMidstOfATest(
      @Container(
              image = "debian.internal/busybox",
              command = {
                "sh",
                "-c",
                "while ! [ -e /go ]; do sleep 0.05; done; echo gone >&2; exec sleep 1000"
              })
          RunningContainer waiting) {
    waiting.copyTo(FileSource.text(""), "/go");

    assertThat(waiting.awaitLogLine("^g.ne$", Duration.ofSeconds(10)))
        .isEqualTo(new LogLine(waiting.name(), LogStream.STDERR, "gone"));
  }

  @Test
  void passesOnLinesOfTheLog(
      @Container(
              image = "debian.internal/busybox",
              command = {"sh", "-c", "echo first; sleep 0.2; echo second >&2; sleep 1000"})
          RunningContainer talking)
      throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    talking.onLogLine(lines::add);

    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void sendsASignal(
      @Container(
              image = "debian.internal/busybox",
              command = {
                "sh",
                "-c",
                "trap 'echo again' HUP; echo set; while :; do sleep 0.1; done"
              },
              waitForLogLine = "set")
          RunningContainer listening)
      throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    listening.onLogLine(lines::add);

    listening.signal("SIGHUP");

    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("set");
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("again");
  }

  @Test
  void startsWhatOthersDependOnFirst() {
    try (Harness harness = Harness.open()) {
      ContainerNetwork network = harness.network();
      ContainerSpec server =
          BOX.network(network)
              .alias("server")
              .command("sh", "-c", "sleep 0.5; exec httpd -f -p 80 -h /etc")
              .waitFor(Wait.forCommand("wget", "-qO-", "http://127.0.0.1/hostname"));
      ContainerSpec client =
          BOX.network(network)
              .dependsOn(server)
              .command("sh", "-c", "wget -qO- http://server/hostname && echo got it; sleep 1000")
              .waitFor(Wait.forLogLine("got it"));

      List<RunningContainer> started = harness.startAll(client, server, BOX);

      assertThat(started).extracting(RunningContainer::spec).containsExactly(client, server, BOX);
      assertThat(started).allMatch(RunningContainer::isRunning);
    }
  }

  @Test
  void leavesNothingWhenOneOfSeveralFails() {
    try (Harness harness = Harness.open()) {
      ContainerSpec failing = BOX.command("false").waitFor(Wait.forLogLine("never"));
      ContainerSpec dependent = BOX.name("dependent").dependsOn(failing);

      assertThatThrownBy(() -> harness.startAll(BOX.name("other"), dependent))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("exited with code 1")
          .hasNoSuppressedExceptions();

      harness.start(BOX.name("other")).close();
    }
  }
}
