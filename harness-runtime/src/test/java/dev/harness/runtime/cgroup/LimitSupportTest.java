package dev.harness.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where groups can be made, found out by files that look like those of a machine. */
@SuppressWarnings("NullAway.Init") // set before each test
class LimitSupportTest {
  private static final String ALL = "cpuset cpu io memory hugetlb pids";

  @TempDir Path root;
  private FakeSystem system;

  @BeforeEach
  void system() {
    system = new FakeSystem(root);
  }

  private static Map<String, String> delegated(String controllers, String given, String processes) {
    return Map.of(
        "cgroup.type",
        "domain\n",
        "cgroup.controllers",
        controllers + "\n",
        "cgroup.subtree_control",
        given + "\n",
        "cgroup.procs",
        processes);
  }

  @Test
  void saysThatThereIsNothing() throws IOException {
    system.group("proc/self", Map.of("mountinfo", "", "cgroup", ""));

    LimitSupport support = LimitSupport.find(root);

    assertThat(support.version()).isEqualTo(LimitSupport.Version.NONE);
    assertThat(support.obstacle()).isEqualTo("no control groups can be seen below /sys/fs/cgroup");
    assertThat(support.remedy()).isEqualTo("mount cgroup2 on /sys/fs/cgroup");
    assertThat(support.controllers()).isEmpty();
  }

  @Nested
  class VersionOneOnly {
    @Test
    void findsTheOwnGroupOfEachController() throws IOException {
      system.versionOne("memory", "cpu", "cpuacct", "cpuset", "pids", "blkio", "freezer");
      system.group("sys/fs/cgroup/memory/job", Map.of("memory.memsw.limit_in_bytes", "0\n"));

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.version()).isEqualTo(LimitSupport.Version.ONE);
      assertThat(support.parents())
          .containsEntry(Controller.MEMORY, root.resolve("sys/fs/cgroup/memory/job"))
          .containsEntry(Controller.FREEZER, root.resolve("sys/fs/cgroup/freezer/job"))
          .hasSize(7);
      assertThat(support.swap()).isTrue();
      assertThat(support.obstacle()).isEmpty();
    }

    @Test
    void namesWhatIsMissing() throws IOException {
      system.versionOne("memory", "pids");

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.obstacle()).isEqualTo("not available here: cpu, cpuset, blkio");
      assertThat(support.can(Controller.FREEZER)).isFalse();
      assertThat(support.swap()).isFalse();
    }

    @Test
    void cannotBeUsedByWhoMayNotWrite() throws IOException {
      system.versionOne("memory");
      Files.delete(root.resolve("sys/fs/cgroup/memory/job/cgroup.procs"));

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.version()).isEqualTo(LimitSupport.Version.NONE);
      assertThat(support.obstacle())
          .isEqualTo("the machine has control groups of version 1, which only root can make");
    }

    @Test
    void seesNoGroupOutsideOfWhatIsMounted() throws IOException {
      system.group("sys/fs/cgroup/memory", Map.of("cgroup.procs", ""));
      system.group(
          "proc/self",
          Map.of(
              "mountinfo", "30 22 0:25 /outer /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
              "cgroup", "4:memory:/elsewhere\n"));

      assertThat(LimitSupport.find(root).version()).isEqualTo(LimitSupport.Version.NONE);
    }

    @Test
    void findsItsGroupInAContainer() throws IOException {
      Path own = system.group("sys/fs/cgroup/memory", Map.of("cgroup.procs", ""));
      system.group(
          "proc/self",
          Map.of(
              "mountinfo", "30 22 0:25 /outer /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
              "cgroup", "4:memory:/outer\n"));

      assertThat(LimitSupport.find(root).parents()).containsEntry(Controller.MEMORY, own);
    }
  }

  @Nested
  class VersionTwoOnly {
    private static final String SLICE = "sys/fs/cgroup/user.slice/app.slice";

    @Test
    void takesTheDelegatedGroupAboveTheOwnOne() throws IOException {
      system.versionTwo("/user.slice/app.slice/tests.scope");
      system.group(SLICE, delegated("cpu memory pids", "memory pids", ""));
      system.group(SLICE + "/tests.scope", delegated("memory pids", "", "77\n"));

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.version()).isEqualTo(LimitSupport.Version.TWO);
      assertThat(support.parents())
          .containsEntry(Controller.MEMORY, root.resolve(SLICE))
          .containsEntry(Controller.CPU, root.resolve(SLICE))
          .containsEntry(Controller.FREEZER, root.resolve(SLICE))
          .doesNotContainKey(Controller.CPUSET);
      assertThat(support.swap()).isTrue();
      assertThat(support.obstacle()).isEqualTo("not available here: cpuset, blkio");
      assertThat(support.remedy()).contains("Delegate=cpu cpuset io memory pids");
    }

    @Test
    void canOnlyStopWhereProcessesKeepControllersFromGroups() throws IOException {
      system.versionTwo("/job");
      system.group("sys/fs/cgroup/job", delegated(ALL, "", "77\n"));

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.controllers())
          .containsExactlyInAnyOrder(Controller.FREEZER, Controller.CPU_TIME);
      assertThat(support.can(Controller.MEMORY)).isFalse();
    }

    @Test
    void takesTheRootOfAllInSpiteOfItsProcesses() throws IOException {
      system.versionTwo("/");
      Path top =
          system.group(
              "sys/fs/cgroup",
              Map.of(
                  "cgroup.controllers", ALL, "cgroup.subtree_control", "", "cgroup.procs", "1\n"));

      assertThat(LimitSupport.find(root).parents())
          .containsEntry(Controller.MEMORY, top)
          .containsEntry(Controller.BLOCK_IO, top);
    }

    @Test
    void saysHowToGetADelegatedGroup() throws IOException {
      system.versionTwo("/session.scope");
      system.group("sys/fs/cgroup/session.scope", Map.of("cgroup.controllers", ALL));

      LimitSupport support = LimitSupport.find(root);

      assertThat(support.version()).isEqualTo(LimitSupport.Version.NONE);
      assertThat(support.obstacle()).contains("session.scope upward is delegated to this user");
      assertThat(support.remedy()).contains("systemd-run --user --scope");
    }
  }
}
