package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.seccomp.SeccompProfile;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs as a reader sees them. The descriptors of these plans are never opened. */
class StartProgramTest {
  private static final int REPORTS = 40;
  private static final int HOLD = 41;
  private static final Stdio STDIO = new Stdio.Streams(Fd.owning(30), Fd.owning(31), Fd.owning(32));
  private static final IdMap IDS = IdMap.of(0, 100_000, 65_536);

  @Test
  void listsAllStepsOfAContainer() throws IOException {
    assertThat(StartProgram.of(plan(IDS), REPORTS, HOLD).toString())
        .isEqualTo(resource("container.txt"));
  }

  @Test
  void putsAnInitBeforeTheProcess() {
    StartPlan plan = builder(IDS).init(true).build();

    assertThat(
            StartProgram.of(plan, REPORTS, HOLD).toString().lines().map(line -> line.substring(5)))
        .containsSubsequence(
            "hold all signals",
            "start a process, whose id is $process",
            "be the init of the process $process");
  }

  @Test
  void keepsTheRootsTiesToTheMountsOfOthers() {
    StartPlan plan = builder(IDS).receivesMounts(true).build();

    assertThat(
            StartProgram.of(plan, REPORTS, HOLD).toString().lines().map(line -> line.substring(5)))
        .containsSubsequence(
            "copy the mounts from root with [] as $root",
            "make all mounts private",
            "mount $root on root",
            "make the working directory the root")
        .doesNotContain("bind root on itself");
  }

  @Test
  void joinsNamespacesOfAnotherContainerInTheirUserNamespace() {
    StartPlan plan =
        builder(IDS)
            .joined(List.of(new StartPlan.Joined(Fd.owning(60), NamespaceKind.IPC)))
            .build();

    assertThat(
            StartProgram.of(plan, REPORTS, HOLD).toString().lines().map(line -> line.substring(5)))
        .containsSubsequence(
            "join the user namespace of descriptor 20",
            "join the ipc namespace of descriptor 60",
            "make new namespaces [cgroup, mnt, net, pid, uts]");
  }

  @Test
  void listsAllStepsOfAnExec() throws IOException {
    ExecPlan plan =
        new ExecPlan(Fd.owning(50), EnumSet.allOf(NamespaceKind.class), process(), STDIO);

    assertThat(ExecProgram.of(plan, REPORTS).toString()).isEqualTo(resource("exec.txt"));
  }

  @Test
  void listsTheStepsOfATerminal() {
    Stdio terminal = new Stdio.OnTerminal(Fd.owning(33), new TerminalSize(24, 80));
    IdMap ids = IDS;
    StartPlan plan =
        StartPlan.builder(
                new UserNamespace(Fd.owning(20), ids, ids), "/run/root", process(), terminal)
            .mounts(new DefaultMounts().of(ids, new NetworkPlan.Fresh(), Optional.empty(), false))
            .build();

    List<String> steps =
        StartProgram.of(plan, REPORTS, HOLD).steps().stream().map(Step::describe).toList();

    assertThat(steps)
        .containsSubsequence(
            "make the file console in $tmpfs",
            "make a terminal in $devpts",
            "open the terminal for user 999 with 24 rows of 80 columns",
            "mount $devpts on /dev/pts",
            "copy the terminal as $/dev/console",
            "mount $/dev/console on /dev/console",
            "send the engine's side of the terminal over descriptor 33",
            "use the terminal",
            "become user 999");
  }

  @Test
  void listsAllStepsOfBoot() throws IOException {
    assertThat(BootProgram.rootless().toString()).isEqualTo(resource("boot-rootless.txt"));
    assertThat(BootProgram.root().toString()).isEqualTo(resource("boot-root.txt"));
  }

  @Test
  void staysTheUserThatItIsWhereRootDoesNotExist() {
    String steps = StartProgram.of(plan(IdMap.of(999, 0, 1)), REPORTS, HOLD).toString();

    assertThat(steps).doesNotContain("become user 0");
  }

  @ParameterizedTest
  @CsvSource({"X86_64, x86", "AARCH64, aarch64"})
  void staysTheSameBytes(Architecture architecture, String name) throws Exception {
    Program program = StartProgram.of(plan(IDS), REPORTS, HOLD);

    byte[] hash = MessageDigest.getInstance("SHA-256").digest(program.executable(architecture));

    assertThat(HexFormat.of().formatHex(hash) + "\n").isEqualTo(resource(name + ".sha256"));
  }

  private static StartPlan plan(IdMap ids) {
    return builder(ids).build();
  }

  private static StartPlan.Builder builder(IdMap ids) {
    UserNamespace namespace = new UserNamespace(Fd.owning(20), ids, ids);
    return StartPlan.builder(namespace, "/run/harness/c1/root", process(), STDIO)
        .hostname("db")
        .domainname("example")
        .mounts(
            List.of(
                mount(new MountSource.FileSystem("proc", List.of()), "/proc"),
                mount(
                    new MountSource.Devices(
                        List.of("mode=755"),
                        List.of("null"),
                        List.of("shm"),
                        List.of(),
                        Map.of("a", "b")),
                    "/dev"),
                mount(new MountSource.Bind("/srv/data", true), "/data"),
                mount(new MountSource.Detached(Fd.owning(21)), "/volume")))
        .maskedPaths(
            List.of(
                new StartPlan.MaskedPath("/proc/keys", false),
                new StartPlan.MaskedPath("/sys/firmware", true)))
        .readOnlyPaths(List.of("/proc/sys"))
        .sysctls(Map.of("net.ipv4.ip_unprivileged_port_start", "0"));
  }

  private static PlannedMount mount(MountSource source, String target) {
    return new PlannedMount(source, target, Set.of(MountAttribute.NO_SUID), false);
  }

  private static ProcessPlan process() {
    return ProcessPlan.builder("/bin/postgres", List.of("postgres", "-D", "/data"))
        .environment(List.of("PASSWORD=secret"))
        .workingDirectory("/data")
        .identity(new Identity(999, 998, List.of(998)))
        .seccomp(
            SeccompProfile.containerDefault()
                .compile(Architecture.X86_64, Capability.CONTAINER_DEFAULT))
        .limits(List.of(new ResourceLimit(ResourceLimit.Resource.CORE, 0, -1)))
        .build();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = StartProgramTest.class.getResourceAsStream(name)) {
      return in == null ? "missing " + name : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
