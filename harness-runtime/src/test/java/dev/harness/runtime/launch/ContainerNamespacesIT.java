package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container sees of the machine: its own of everything (C1). */
@ExtendWith(ContainersExtension.class)
class ContainerNamespacesIT {
  private final Containers containers;

  ContainerNamespacesIT(Containers containers) {
    this.containers = containers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"})
  void hasItsOwnNamespace(String kind) throws IOException {
    String ours = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();

    Containers.Result result = containers.run("readlink /proc/self/ns/" + kind);

    assertThat(result.output()).startsWith(kind + ":[").isNotEqualTo(ours + "\n");
  }

  @Test
  void isTheFirstProcess() {
    assertThat(containers.run("echo $$; ls -d /proc/[0-9]*").output()).isEqualTo("1\n/proc/1\n");
  }

  @Test
  void hasItsNames() {
    Containers.Result result =
        containers.run(
            containers
                .script("hostname; cat /proc/sys/kernel/hostname /proc/sys/kernel/domainname")
                .build(),
            plan -> plan.hostname("db").domainname("example"));

    assertThat(result.output()).isEqualTo("db\ndb\nexample\n");
  }

  @Test
  void hasOnlyTheLoopbackInterfaceAndItIsUp() {
    assertThat(containers.run("ls /sys/class/net; cat /sys/class/net/lo/flags").output())
        .isEqualTo("lo\n0x9\n");
  }

  @Test
  void sharesTheNetworkOfTheEngineWhenAskedTo() throws IOException {
    String ours = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    NetworkPlan shared = new NetworkPlan.Shared();

    Containers.Result result =
        containers.run(
            containers.script("readlink /proc/self/ns/net").build(),
            plan -> plan.network(shared).mounts(containers.mounts(shared)));

    assertThat(result.output()).isEqualTo(ours + "\n");
  }

  @Test
  void cannotChangeKernelParametersOfTheMachine() throws IOException {
    Path parameter = Path.of("/proc/sys/kernel/core_pattern");
    String before = Files.readString(parameter);

    Containers.Result result =
        containers.run("echo '|/tmp/evil' > /proc/sys/kernel/core_pattern; echo $?");

    assertThat(result.output()).endsWith("Read-only file system\n1\n");
    assertThat(Files.readString(parameter)).isEqualTo(before);
  }

  @Test
  void cannotChangeThemEvenWhenProcIsWritable() throws IOException {
    Path parameter = Path.of("/proc/sys/kernel/core_pattern");
    String before = Files.readString(parameter);

    Containers.Result result =
        containers.run(
            containers.script("echo '|/tmp/evil' > /proc/sys/kernel/core_pattern").build(),
            plan -> plan.readOnlyPaths(java.util.List.of()));

    assertThat(result.output()).contains("Permission denied");
    assertThat(Files.readString(parameter)).isEqualTo(before);
  }

  @Test
  void startsWithTheKernelParametersOfItsNetwork() {
    Containers.Result result =
        containers.run(
            containers.script("cat /proc/sys/net/ipv4/ip_unprivileged_port_start").build(),
            plan -> plan.sysctls(Map.of("net.ipv4.ip_unprivileged_port_start", "0")));

    assertThat(result.output()).isEqualTo("0\n");
  }
}
