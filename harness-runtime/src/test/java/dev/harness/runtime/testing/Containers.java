package dev.harness.runtime.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.DefaultMounts;
import dev.harness.runtime.launch.ExecPlan;
import dev.harness.runtime.launch.HeldChild;
import dev.harness.runtime.launch.IdMap;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.launch.NetworkPlan;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.launch.ProcessPlan;
import dev.harness.runtime.launch.StartPlan;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.launch.UserNamespace;
import dev.harness.runtime.launch.UserNamespacePool;
import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import dev.harness.runtime.linux.seccomp.SeccompProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Starts containers with a busybox root, as the engine would in the mode of this process. */
public final class Containers implements AutoCloseable {
  /** In root mode container ids are ids that nobody has. */
  public static final int SHIFT = 1_879_113_728;

  private static final long IDS = 65536;

  private final SeccompFilter filter =
      SeccompProfile.containerDefault()
          .compile(Architecture.current(), Capability.CONTAINER_DEFAULT);
  private final DefaultMounts defaults = new DefaultMounts();
  private final Launcher launcher = new Launcher();
  private final UserNamespacePool pool;
  private final IdMap ids;
  private final Path root;

  private Containers(IdMap ids, Path root) {
    this.ids = ids;
    this.root = root;
    pool = new UserNamespacePool(launcher, ids, ids, 2);
  }

  /** What a process wrote and how it ended. */
  public record Result(String output, ExitStatus status) {}

  /** Prepares a root below {@code directory}; the test is skipped for an ordinary user. */
  public static Containers in(Path directory) throws IOException {
    Privileges.assumeRoot();
    String map = Files.readString(Path.of("/proc/self/uid_map"));
    boolean single = map.trim().endsWith(" 1");
    IdMap ids = IdMap.of(0, Privileges.hasAllIds() ? SHIFT : 0, single ? 1 : IDS);
    Files.setPosixFilePermissions(
        directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Containers(ids, BusyboxRoot.in(directory, (int) ids.outside(0).orElseThrow()));
  }

  /** The launcher that starts them. */
  public Launcher launcher() {
    return launcher;
  }

  /** The directory that is the root of each container. */
  public Path root() {
    return root;
  }

  /** The id outside that a container's root has. */
  public int rootId() {
    return (int) ids.outside(0).orElseThrow();
  }

  /** Skips the test where containers have one user only. */
  public void assumeManyUsers() {
    assumeThat(ids.contains(1))
        .as("needs subordinate ids: this user namespace has a single one")
        .isTrue();
  }

  /** A shell that runs a script, with the default capabilities and filter. */
  public ProcessPlan.Builder script(String text) {
    return ProcessPlan.builder("/bin/sh", List.of("sh", "-c", text))
        .seccomp(filter)
        .environment(List.of("PATH=/bin"));
  }

  /** Runs a script to its end in a container with the default mounts. */
  public Result run(String script) {
    return run(script(script).build());
  }

  /** Runs a process to its end in a container with the default mounts. */
  public Result run(ProcessPlan process) {
    return run(process, plan -> plan);
  }

  /** Runs a process to its end in a container whose plan is changed. */
  public Result run(ProcessPlan process, UnaryOperator<StartPlan.Builder> change) {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        HeldChild child = start(process, stdio(input, output), change)) {
      child.proceed();
      return finish(child, output);
    }
  }

  /** The default mounts. */
  public List<PlannedMount> mounts(NetworkPlan network) {
    return defaults.of(ids, network, Optional.of(DefaultMounts.sharedMemory(64 << 20)), false);
  }

  /** Starts a container and holds it before its process. */
  public HeldChild start(
      ProcessPlan process, Stdio stdio, UnaryOperator<StartPlan.Builder> change) {
    try (UserNamespace namespace = namespace()) {
      return launcher.start(change.apply(plan(namespace, process, stdio)).build());
    }
  }

  /** A user namespace for a container, which the caller closes. */
  public UserNamespace namespace() {
    return pool.take();
  }

  /** How a container starts. */
  public StartPlan.Builder plan(UserNamespace namespace, ProcessPlan process, Stdio stdio) {
    NetworkPlan network = new NetworkPlan.Fresh();
    return StartPlan.builder(namespace, root.toString(), process, stdio)
        .hostname("box")
        .network(network)
        .mounts(mounts(network))
        .maskedPaths(defaults.maskedPaths())
        .readOnlyPaths(defaults.readOnlyPaths());
  }

  /** Runs a process to its end in a running container. */
  public Result exec(Child container, ProcessPlan process) {
    try (Fd pidfd = container.duplicatePidfd().orElseThrow()) {
      return exec(pidfd, process);
    }
  }

  /** Runs a process to its end in the container of a process. */
  public Result exec(Fd container, ProcessPlan process) {
    Set<NamespaceKind> all = EnumSet.allOf(NamespaceKind.class);
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        Child child = launcher.exec(new ExecPlan(container, all, process, stdio(input, output)))) {
      return finish(child, output);
    }
  }

  /** Standard output and standard error in one pipe. */
  public static Stdio stdio(Io.Pipe input, Io.Pipe output) {
    return new Stdio.Streams(input.reader(), output.writer(), output.writer());
  }

  private static Result finish(Child child, Io.Pipe output) {
    output.writer().close();
    String text = read(output.reader());
    return new Result(text, child.await());
  }

  /** Reads to the end. */
  public static String read(Fd fd) {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    while (Io.read(fd, buffer.clear()) > 0) {
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return text.toString();
  }

  @Override
  public void close() {
    pool.close();
    launcher.close();
  }
}
