package dev.harness.runtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
  private static final String STATUS =
      """
      Uid:\t1000\t1000\t1000\t1000
      Gid:\t100\t100\t100\t100
      NoNewPrivs:\t0
      Seccomp:\t0
      """;

  @TempDir Path root;

  /** A machine on which an ordinary user has all that is needed. */
  @BeforeEach
  void prepare() throws IOException {
    String user = System.getProperty("user.name");
    Map<String, String> files =
        Map.of(
            "proc/sys/kernel/osrelease", "6.1.0-18-amd64\n",
            "proc/sys/user/max_user_namespaces", "15000\n",
            "proc/sys/net/ipv4/ping_group_range", "0\t2147483647\n",
            "proc/self/status", STATUS,
            "etc/subuid", user + ":100000:65536\n",
            "etc/subgid", user + ":100000:65536\n",
            "usr/bin/newuidmap", "",
            "usr/bin/newgidmap", "",
            "proc/self/mountinfo", "31 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
            "proc/self/cgroup", "0::/\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
    write("sys/fs/cgroup/cgroup.subtree_control", "");
    write("sys/fs/cgroup/cgroup.procs", "");
    assertThat(root.resolve("usr/bin/newuidmap").toFile().setExecutable(true)).isTrue();
    assertThat(root.resolve("usr/bin/newgidmap").toFile().setExecutable(true)).isTrue();
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), content);
  }

  private List<String> troubles() {
    return new MachineChecks(root)
        .run().stream()
            .filter(finding -> finding.verdict() != Finding.Verdict.OK)
            .map(Finding::text)
            .toList();
  }

  @Test
  void findsNothingWrongWhereNothingIs() {
    assertThat(troubles()).isEmpty();
    assertThat(new MachineChecks(root).run())
        .extracting(Finding::subject)
        .containsExactly(
            "kernel",
            "user namespaces",
            "confinement",
            "AppArmor",
            "subordinate ids",
            "cgroups",
            "way out",
            "ping");
  }

  @Test
  void readsTheWholeNumberOfThisMachine() throws IOException {
    Path setting = Path.of("/proc/sys/user/max_user_namespaces");
    String expected = Files.readAllLines(setting).get(0);

    assertThat(new MachineChecks(Path.of("/")).run())
        .extracting(Finding::evidence)
        .contains("user.max_user_namespaces = " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proc/sys/kernel/osrelease | 5.11.0 | broken | the engine needs Linux 5.12 or newer",
        "proc/sys/user/max_user_namespaces | 0 | broken"
            + " | sudo sysctl -w user.max_user_namespaces=15000",
        "proc/sys/kernel/unprivileged_userns_clone | 0 | broken"
            + " | sudo sysctl -w kernel.unprivileged_userns_clone=1",
        "proc/sys/kernel/apparmor_restrict_unprivileged_userns | 1 | broken"
            + " | sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
        "proc/self/mountinfo | | degraded | mount cgroup2 on /sys/fs/cgroup",
        "sys/fs/cgroup/cgroup.controllers | memory pids | degraded"
            + " | start it where systemd delegates a subtree",
        "proc/sys/net/ipv4/ping_group_range | 1 0 | degraded"
            + " | sudo sysctl -w net.ipv4.ping_group_range='0 2147483647'",
        "etc/subuid | nobody:1:1 | degraded | sudo usermod --add-subuids 100000-165535",
      })
  void tellsTheFix(String file, @Nullable String content, String verdict, String fix)
      throws IOException {
    write(file, content == null ? "" : content);

    assertThat(troubles()).hasSize(1);
    assertThat(troubles().get(0)).startsWith(verdict).contains("fix: " + fix);
  }

  @Test
  void namesTheLimitsThatCannotBeSet() throws IOException {
    write("sys/fs/cgroup/cgroup.controllers", "memory pids\n");

    assertThat(troubles())
        .singleElement()
        .asString()
        .contains("version 2: not available here: cpu, cpuset, blkio");
  }

  @Test
  void findsRangesThatAreGivenToTheNumberOfTheUser() throws IOException {
    write("etc/subuid", "1000:100000:65536\n");
    write("etc/subgid", "1000:100000:65536\n");

    assertThat(troubles()).isEmpty();
  }

  @Test
  void tellsToInstallWhatMapsIds() throws IOException {
    Files.delete(root.resolve("usr/bin/newuidmap"));

    assertThat(troubles()).hasSize(1);
    assertThat(troubles().get(0))
        .startsWith("degraded  subordinate ids")
        .contains("newuidmap or newgidmap is missing", "fix: sudo apt-get install uidmap");
  }

  @Test
  void findsModulesForTheWayOut() throws IOException {
    write("lib/modules/6.1.0-18-amd64/modules.dep", "kernel/net/netfilter/nf_tables.ko.xz: a\n");
    write(
        "lib/modules/6.1.0-18-amd64/modules.builtin",
        "kernel/net/netfilter/nft_tproxy.ko\nkernel/net/netfilter/nfnetlink_queue.ko\n");

    assertThat(troubles()).isEmpty();
  }

  @Test
  void tellsThatThereIsNoWayOut() throws IOException {
    write("boot/config-6.1.0-18-amd64", "CONFIG_NF_TABLES=m\n# CONFIG_NFT_TPROXY is not set\n");

    assertThat(troubles())
        .singleElement()
        .asString()
        .contains("way out", "lacks NFT_TPROXY, NETFILTER_NETLINK_QUEUE", "fix: run a kernel with");
  }
}
