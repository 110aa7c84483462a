package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.socket.DescriptorChannel;
import dev.harness.runtime.linux.terminal.Terminal;
import dev.harness.runtime.linux.terminal.TerminalSize;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes on a terminal of the container's own (C33). */
@ExtendWith(ContainersExtension.class)
@Timeout(30)
class TerminalIT {
  private static final TerminalSize SIZE = new TerminalSize(24, 80);

  private final Containers containers;
  private final DescriptorChannel channel = DescriptorChannel.open();

  TerminalIT(Containers containers) {
    this.containers = containers;
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private Child start(ProcessPlan process, UnaryOperator<StartPlan.Builder> change) {
    HeldChild child = containers.start(process, new Stdio.OnTerminal(channel.far(), SIZE), change);
    child.proceed();
    return child;
  }

  /** What a process wrote on its terminal until its end. */
  private String run(ProcessPlan process) throws IOException {
    try (Child child = start(process, plan -> plan);
        Terminal terminal = new Terminal(channel.receive());
        InputStream output = terminal.output()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String run(String script) throws IOException {
    return run(containers.script(script).build());
  }

  @Test
  void c33ControlsItsSession() throws IOException {
    String output = run("for i in 0 1 2; do readlink /proc/$$/fd/$i; done; echo typed > /dev/tty");

    assertThat(output).isEqualTo("/dev/pts/0\r\n".repeat(3) + "typed\r\n");
  }

  @Test
  void c11HasItAsItsConsole() throws IOException {
    String output = run("stat -c %t:%T:%a /dev/console; grep -c /dev/console /proc/mounts");

    assertThat(output).isEqualTo("88:0:620\r\n1\r\n");
  }

  @Test
  void c13GivesItToTheUserOfTheProcess() throws IOException {
    containers.assumeManyUsers();
    Identity app = new Identity(1000, 1000, List.of(1000));

    String output =
        run(
            containers
                .script("stat -c %u:%g /dev/pts/0; echo opened > /dev/stdout")
                .identity(app)
                .build());

    assertThat(output).isEqualTo("1000:5\r\nopened\r\n");
  }

  @Test
  void hasTheSizeThatWasAskedForAndChangesIt() throws IOException {
    String script =
        "trap 'busybox stty size; exit' WINCH; busybox stty size; while true; do read x; done";
    try (Child child = start(containers.script(script).build(), plan -> plan);
        Terminal terminal = new Terminal(channel.receive());
        InputStream output = terminal.output();
        OutputStream input = terminal.input()) {
      String first = line(output);

      terminal.resize(new TerminalSize(50, 132));
      input.write("\n".getBytes(StandardCharsets.UTF_8));
      String rest = new String(output.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(first).isEqualTo("24 80\r\n");
      assertThat(rest).contains("50 132\r\n");
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\n") < 0) {
      line.append((char) in.read());
    }
    return line.toString();
  }

  @Test
  void takesTheInterruptKeyForTheSignal() throws IOException {
    String script = "trap 'echo interrupted; exit 3' INT; echo ready; while true; do sleep 1; done";
    try (Child child = start(containers.script(script).build(), plan -> plan);
        Terminal terminal = new Terminal(channel.receive());
        InputStream output = terminal.output();
        OutputStream input = terminal.input()) {
      line(output);

      input.write(3);

      assertThat(child.await().code()).isEqualTo(3);
    }
  }

  @Test
  void worksWithoutDevicesOfItsOwn() throws IOException {
    UnaryOperator<StartPlan.Builder> noDevices = plan -> plan.mounts(List.of());
    try (Child child = start(containers.script("echo nameless").build(), noDevices);
        Terminal terminal = new Terminal(channel.receive());
        InputStream output = terminal.output()) {
      assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("nameless\r\n");
    }
  }

  @Test
  void execHasOneOfItsOwn() throws IOException {
    try (Child container = plain(containers.script("sleep 1000").build(), plan -> plan)) {
      ProcessPlan process = containers.script("readlink /proc/self/fd/0; busybox tty").build();

      assertThat(exec(container, process)).isEqualTo("/dev/pts/0\r\n/dev/pts/0\r\n");
    }
  }

  @Test
  void h27ExecTakesNothingElseForTerminals() {
    UnaryOperator<StartPlan.Builder> forged =
        plan ->
            plan.mounts(
                containers.mounts(new NetworkPlan.Fresh()).stream()
                    .filter(mount -> !mount.target().equals("/dev/pts"))
                    .toList());
    String forge = "echo > /dev/pts/ptmx; sleep 1000";
    try (Child container = plain(containers.script(forge).build(), forged)) {
      awaitFile(container);

      assertThatThrownBy(() -> exec(container, containers.script("true").build()))
          .isInstanceOf(LaunchException.StepFailed.class)
          .hasMessage(
              "cannot make a terminal by /dev/pts/ptmx: ENOTTY (inappropriate ioctl for device)");
    }
  }

  private void awaitFile(Child container) {
    ProcessPlan wait =
        containers.script("while [ ! -e /dev/pts/ptmx ]; do sleep 0.01; done").build();

    assertThat(containers.exec(container, wait).status().code()).isZero();
  }

  /** A container without a terminal. */
  private Child plain(ProcessPlan process, UnaryOperator<StartPlan.Builder> change) {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe()) {
      HeldChild child = containers.start(process, Containers.stdio(input, output), change);
      child.proceed();
      return child;
    }
  }

  private String exec(Child container, ProcessPlan process) throws IOException {
    try (Fd pidfd = container.duplicatePidfd().orElseThrow();
        Child child =
            containers
                .launcher()
                .exec(
                    new ExecPlan(
                        pidfd,
                        EnumSet.allOf(NamespaceKind.class),
                        process,
                        new Stdio.OnTerminal(channel.far(), SIZE)))) {
      try (Terminal terminal = new Terminal(channel.receive());
          InputStream output = terminal.output()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
