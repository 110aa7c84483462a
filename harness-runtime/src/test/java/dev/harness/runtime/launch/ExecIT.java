package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another process in a running container (R33). */
@ExtendWith(ContainersExtension.class)
class ExecIT {
  private final Containers containers;
  private final Io.Pipe input = Io.pipe();
  private final Io.Pipe output = Io.pipe();
  private HeldChild container;

  ExecIT(Containers containers) {
    this.containers = containers;
  }

  @BeforeEach
  void start() {
    container =
        containers.start(
            containers.script("sleep 1000").build(),
            Containers.stdio(input, output),
            plan -> plan.hostname("db"));
    container.proceed();
  }

  @AfterEach
  void close() {
    container.close();
    input.close();
    output.close();
  }

  @Test
  void sharesTheNamespacesOfTheContainer() {
    Containers.Result result =
        containers.exec(
            container,
            containers
                .script(
                    "hostname; cd /proc/1/ns; for i in cgroup ipc mnt net pid user uts; do"
                        + " [ $(readlink $i) = $(readlink /proc/self/ns/$i) ] || echo $i; done")
                .build());

    assertThat(result.output()).isEqualTo("db\n");
  }

  @Test
  void hasTheRightsOfTheContainer() {
    Containers.Result result =
        containers.exec(
            container,
            containers
                .script("grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp:)' /proc/self/status; id -G")
                .build());

    assertThat(result.output())
        .isEqualTo(
            """
            CapEff:\t00000000a80425fb
            CapBnd:\t00000000a80425fb
            NoNewPrivs:\t0
            Seccomp:\t2
            0
            """);
  }

  @Test
  void runsAsAnotherUserInAnotherDirectory() {
    containers.assumeManyUsers();
    Identity app = new Identity(1000, 1000, List.of(1000));
    ProcessPlan process =
        containers.script("id -u; pwd; exit 3").identity(app).workingDirectory("/work").build();

    Containers.Result result = containers.exec(container, process);

    assertThat(result.output()).isEqualTo("1000\n/work\n");
    assertThat(result.status().code()).isEqualTo(3);
  }

  @Test
  void hasOnlyItsStandardStreams() {
    assertThat(containers.exec(container, containers.script("ls /proc/self/fd").build()).output())
        .isEqualTo("0\n1\n2\n3\n");
  }

  @Test
  void saysThatTheFileIsMissing() {
    ProcessPlan process = ProcessPlan.builder("/bin/nothing", List.of("nothing")).build();

    assertThatThrownBy(() -> containers.exec(container, process))
        .isInstanceOf(LaunchException.NotExecutable.class)
        .hasMessageStartingWith("exec /bin/nothing: no such file or directory");
  }

  @Test
  void failsWhenTheContainerHasEnded() {
    try (Fd process = container.duplicatePidfd().orElseThrow()) {
      container.signal(Signal.KILL);
      container.await();

      assertThatThrownBy(() -> containers.exec(process, containers.script("true").build()))
          .isInstanceOf(LaunchException.StepFailed.class)
          .hasMessageMatching("cannot join the namespaces \\[.*\\] of the process.*: ESRCH .*");
    }
  }

  @Test
  void opensNoProcessThatHasEnded() {
    container.signal(Signal.KILL);
    container.await();

    assertThat(container.duplicatePidfd()).isEmpty();
  }
}
