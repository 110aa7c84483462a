package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.process.ResourceLimit.Resource;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who the process of a container is and what it may do (C16, C17, C18). */
@ExtendWith(ContainersExtension.class)
class ContainerProcessIT {
  private static final Identity APP = new Identity(1000, 1001, List.of(1001, 2000));
  private static final String CAPABILITIES = "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/1/status";

  private final Containers containers;

  ContainerProcessIT(Containers containers) {
    this.containers = containers;
  }

  @Test
  void hasTheCapabilitiesOfDocker() {
    assertThat(containers.run(CAPABILITIES).output())
        .isEqualTo(
            """
            CapInh:\t0000000000000000
            CapPrm:\t00000000a80425fb
            CapEff:\t00000000a80425fb
            CapBnd:\t00000000a80425fb
            CapAmb:\t0000000000000000
            NoNewPrivs:\t0
            Seccomp:\t2
            """);
  }

  @Test
  void hasNoEffectiveCapabilityAsAnotherUser() {
    containers.assumeManyUsers();
    assertThat(containers.run(containers.script(CAPABILITIES).identity(APP).build()).output())
        .isEqualTo(
            """
            CapInh:\t0000000000000000
            CapPrm:\t0000000000000000
            CapEff:\t0000000000000000
            CapBnd:\t00000000a80425fb
            CapAmb:\t0000000000000000
            NoNewPrivs:\t0
            Seccomp:\t2
            """);
  }

  @Test
  void hasTheCapabilitiesThatItsPlanNames() {
    Set<Capability> two = EnumSet.of(Capability.CHOWN, Capability.SYS_ADMIN);

    assertThat(containers.run(containers.script(CAPABILITIES).capabilities(two).build()).output())
        .contains("CapEff:\t0000000000200001\nCapBnd:\t0000000000200001\n");
  }

  @Test
  void givesUpNewPrivilegesWhenAskedTo() {
    ProcessPlan plan = containers.script(CAPABILITIES).noNewPrivileges(true).build();

    assertThat(containers.run(plan).output()).endsWith("NoNewPrivs:\t1\nSeccomp:\t2\n");
  }

  @Test
  void runsAsUserAndGroups() {
    containers.assumeManyUsers();
    ProcessPlan plan = containers.script("id -u; id -g; id -G").identity(APP).build();

    assertThat(containers.run(plan).output()).isEqualTo("1000\n1001\n1001 2000\n");
  }

  @Test
  void canOpenItsOutputAsAnotherUser() {
    containers.assumeManyUsers();
    ProcessPlan plan = containers.script("echo log > /dev/stdout").identity(APP).build();

    assertThat(containers.run(plan).output()).isEqualTo("log\n");
  }

  @Test
  void hasOnlyItsStandardStreams() {
    // 3 is the directory that ls reads.
    assertThat(containers.run("ls /proc/self/fd").output()).isEqualTo("0\n1\n2\n3\n");
  }

  @Test
  void startsWithCleanSignalsAndMask() {
    List<String> grep = List.of("grep", "-E", "^Sig(Blk|Ign)|^Umask", "/proc/self/status");

    assertThat(containers.run(ProcessPlan.builder("/bin/grep", grep).build()).output())
        .isEqualTo("Umask:\t0022\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
  }

  @Test
  void leadsASessionWithoutTerminal() {
    assertThat(containers.run("cat /proc/1/stat").output())
        .matches("(?s)1 \\(\\S+\\) \\S 0 1 1 0 .*");
  }

  @Test
  void worksInItsDirectory() {
    ProcessPlan plan = containers.script("pwd").workingDirectory("/work").build();

    assertThat(containers.run(plan).output()).isEqualTo("/work\n");
  }

  @Test
  void hasItsEnvironmentOnly() {
    ProcessPlan plan = containers.script("env").environment(List.of("A=b", "PATH=/bin")).build();

    assertThat(containers.run(plan).output().lines()).contains("A=b", "PATH=/bin").hasSize(4);
  }

  @Test
  void hasItsLimits() {
    ResourceLimit files = new ResourceLimit(Resource.NOFILE, 123, 456);
    ProcessPlan plan = containers.script("ulimit -Sn; ulimit -Hn").limits(List.of(files)).build();

    assertThat(containers.run(plan).output()).isEqualTo("123\n456\n");
  }

  @Test
  void cannotMakeNamespacesOrMounts() {
    Containers.Result result =
        containers.run("unshare -U true; mount -t tmpfs none /tmp; umount /proc/keys");

    assertThat(result.output().lines())
        .containsExactly(
            "unshare: unshare(0x10000000): Operation not permitted",
            "mount: permission denied (are you root?)",
            "umount: can't unmount /proc/keys: Operation not permitted");
  }

  @Test
  void cannotMakeDeviceNodes() {
    assertThat(containers.run("mknod /tmp/disk b 254 0").output())
        .contains("Operation not permitted");
  }
}
