package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A launcher that is killed at any of its steps leaves nothing, and that is told (H54). */
@ExtendWith(ContainersExtension.class)
@Timeout(60)
class LauncherDeathIT {
  private final Containers containers;

  LauncherDeathIT(Containers containers) {
    this.containers = containers;
  }

  @Test
  void isToldWhereverItHappens() throws IOException {
    int steps = stepsOfAStart();
    List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo"));
    List<String> told = new ArrayList<>();

    for (int step = 1; step < steps; step++) {
      told.add(killedAfter(step));
    }

    assertThat(steps).isGreaterThan(40);
    assertThat(told).allMatch(message -> message.contains("killed by SIGKILL"));
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    awaitNoChildren();
    assertThat(containers.run("echo on").output()).isEqualTo("on\n");
  }

  private int stepsOfAStart() {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        UserNamespace namespace = containers.namespace()) {
      StartPlan plan = plan(namespace, Containers.stdio(input, output));
      return StartProgram.of(plan, 3, 4).steps().size();
    }
  }

  private StartPlan plan(UserNamespace namespace, Stdio stdio) {
    return containers.plan(namespace, containers.script("true").build(), stdio).build();
  }

  /** Has the program wait after so many steps, and kills whoever waits there; what is told. */
  private String killedAfter(int steps) {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        UserNamespace namespace = containers.namespace()) {
      Stdio stdio = Containers.stdio(input, output);
      StartPlan plan = plan(namespace, stdio);
      List<Fd> inherited = new ArrayList<>(stdio.all());
      inherited.add(namespace.fd());
      CompletableFuture<Integer> hold = new CompletableFuture<>();
      CompletableFuture<HeldChild> starting =
          CompletableFuture.supplyAsync(
              () ->
                  containers
                      .launcher()
                      .launch(
                          (reports, held) -> beginning(plan, reports, held, steps, hold),
                          inherited));
      waiting(hold.join()).destroyForcibly();
      return reason(starting);
    }
  }

  private static Program beginning(
      StartPlan plan, int reports, int held, int steps, CompletableFuture<Integer> hold) {
    List<Step> some =
        new ArrayList<>(StartProgram.of(plan, reports, held).steps().subList(0, steps));
    some.add(new ProcessStep.AwaitByte(held));
    hold.complete(held);
    return new Program(reports, some);
  }

  private static String reason(CompletableFuture<HeldChild> starting) {
    try (HeldChild child = starting.join()) {
      return child.whyEnded().toString();
    } catch (CompletionException failure) {
      assertThat(failure).hasCauseInstanceOf(LaunchException.Vanished.class);
      return String.valueOf(failure.getCause());
    }
  }

  /** The process that reads from this descriptor. */
  private static ProcessHandle waiting(int descriptor) {
    String reading = "0 0x%x ".formatted(descriptor);
    Optional<ProcessHandle> found = Optional.empty();
    while (found.isEmpty()) {
      found = children().stream().filter(child -> call(child).startsWith(reading)).findFirst();
    }
    return found.get();
  }

  /** A user namespace may just be made ahead, by a launcher that ends by itself. */
  private static void awaitNoChildren() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!children().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(children()).isEmpty();
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(LauncherDeathIT::isLauncher).toList();
  }

  private static boolean isLauncher(ProcessHandle process) {
    return read(process, "cmdline").startsWith("harness-launcher");
  }

  private static String call(ProcessHandle process) {
    return read(process, "syscall");
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException gone) {
      return "";
    }
  }
}
