package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.output.LogRecorder;
import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.request.Console;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.Environment;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.engine.stream.PipeStreams;
import dev.harness.runtime.engine.stream.ProcessStreams;
import dev.harness.runtime.engine.stream.TerminalStreams;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.DefaultMounts;
import dev.harness.runtime.launch.ExecPlan;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.launch.ProcessPlan;
import dev.harness.runtime.launch.StartPlan;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.launch.UserNamespace;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Starts containers, and execs in them: joins launcher, root file system and network. */
public final class Starter {
  private final DefaultMounts defaults = new DefaultMounts();
  private final Launcher launcher;
  private final UserNamespaces userNamespaces;
  private final ProcessPlanner processes;

  /** Starts by the launcher, in these namespaces; all stay the caller's. */
  public Starter(Launcher launcher, UserNamespaces userNamespaces, ProcessPlanner processes) {
    this.launcher = launcher;
    this.userNamespaces = userNamespaces;
    this.processes = processes;
  }

  /** Starts a container; when this returns its own executable runs. */
  public Run start(ContainerParts parts) {
    try (ResourceStack stack = new ResourceStack()) {
      ProcessStreams streams = stack.push(streams(parts));
      // Behind the end of the process, as its input may wait for that.
      stack.push(parts.input()::end);
      EtcFiles etc = etc(parts);
      etc.prepare(parts.networks().isOnHost());
      parts.limits().begin();
      stack.push(parts.limits()::end);
      Child child = stack.push(launch(parts, streams, etc));
      parts.limits().started();
      Fd namespace = stack.push(child.namespace(NamespaceKind.NETWORK));
      stack.push(parts.networks().begin(namespace, etc));
      parts.log().begin();
      stack.push(parts.log()::end);
      child.proceed();
      streams.started();
      parts.networks().publish();
      String name = parts.id().shortForm();
      streams.stdin().ifPresent(input -> parts.input().begin(input, name));
      List<OutputPump> pumps = streams.pump(new LogRecorder(parts.log()), name);
      return new Run(child, streams, pumps, stack.release());
    }
  }

  private static ProcessStreams streams(ContainerParts parts) {
    Console console = parts.request().console();
    return console.terminal()
        ? new TerminalStreams(console.size(), console.openInput())
        : PipeStreams.open(console.openInput());
  }

  /** The process exists when this returns, with its namespaces, but waits before its executable. */
  private Child launch(ContainerParts parts, ProcessStreams streams, EtcFiles etc) {
    parts.root().makeDirectory(parts.process().workingDirectory());
    try (UserNamespace users = userNamespaces.take(parts.ids());
        LentNetwork network = parts.networks().lend()) {
      return launcher.start(startPlan(parts, users, network, etc, streams.stdio()));
    }
  }

  private static EtcFiles etc(ContainerParts parts) {
    return new EtcFiles(parts.root(), parts.process(), parts.request().host().extraHosts());
  }

  /** The program that a start would run, for people. */
  public String explain(ContainerParts parts) {
    try (ProcessStreams streams = streams(parts);
        UserNamespace users = userNamespaces.take(parts.ids());
        LentNetwork network = parts.networks().lend()) {
      return launcher.explain(startPlan(parts, users, network, etc(parts), streams.stdio()));
    }
  }

  private ProcessPlan processPlan(ContainerParts parts) {
    ProcessConfig process = parts.process();
    return processes
        .plan(
            parts.root(),
            process.arguments(),
            process.environment(),
            process.user(),
            process.workingDirectory(),
            ProcessPlanner.capabilities(parts.request().host()))
        .in(parts.limits().memberFiles());
  }

  private StartPlan startPlan(
      ContainerParts parts, UserNamespace users, LentNetwork network, EtcFiles etc, Stdio stdio) {
    Path root = parts.root().rootPath();
    CreateContainer.Host host = parts.request().host();
    boolean readOnly = host.readOnlyRoot();
    List<PlannedMount> mounts =
        new ArrayList<>(defaults.of(users.gids(), network.plan(), host.sharedMemoryBytes()));
    Optional<ContainerParts> sharing = parts.networks().host();
    mounts.addAll(etc.mounts(readOnly, sharing.map(ContainerParts::root)));
    return StartPlan.builder(users, root.toString(), processPlan(parts), stdio)
        .hostname(sharing.orElse(parts).process().hostname())
        .network(network.plan())
        .domainname(parts.process().domainname())
        .mounts(GroupMounts.in(parts.mounts().planned(mounts), parts.limits().shown()))
        .readOnlyRoot(readOnly)
        .maskedPaths(defaults.maskedPaths())
        .readOnlyPaths(GroupMounts.readOnly(defaults.readOnlyPaths(), parts.limits().shown()))
        .build();
  }

  /**
   * Starts a further process; it runs when this returns, as the caller's child.
   *
   * @throws EngineException.Conflict when the container's process has just ended
   */
  public Child exec(ContainerParts parts, Run run, ExecRequest request, Stdio stdio) {
    ProcessPlan plan =
        processes
            .plan(
                parts.root(),
                request.command(),
                Environment.ofExec(parts.process().environment(), request),
                request.user().orElse(parts.process().user()),
                request.workingDirectory().orElse(parts.process().workingDirectory()),
                request.privileged()
                    ? EnumSet.allOf(Capability.class)
                    : ProcessPlanner.capabilities(parts.request().host()))
            .in(parts.limits().memberFiles());
    try (Fd container = run.process().orElseThrow(() -> notRunning(parts));
        ResourceStack stack = new ResourceStack()) {
      ExecPlan exec = new ExecPlan(container, EnumSet.allOf(NamespaceKind.class), plan, stdio);
      Child child = stack.push(launcher.exec(exec));
      child.proceed();
      stack.forget();
      return child;
    }
  }

  /** A container that must run for an exec, but does not. */
  public static EngineException.Conflict notRunning(ContainerParts parts) {
    return new EngineException.Conflict(
        "cannot exec in container %s: it is not running".formatted(parts.name()));
  }
}
