package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.output.LogRecorder;
import dev.harness.runtime.engine.output.OutputPump;
import dev.harness.runtime.engine.request.Confinement;
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
import dev.harness.runtime.launch.HeldChild;
import dev.harness.runtime.launch.LaunchException;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.launch.ProcessPlan;
import dev.harness.runtime.launch.StartPlan;
import dev.harness.runtime.launch.Stdio;
import dev.harness.runtime.launch.UserNamespace;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      HeldChild child = stack.push(launch(parts, streams, etc));
      parts.limits().started();
      stack.push(parts.namespaces().begin(child));
      Fd namespace = stack.push(network(child));
      stack.push(parts.networks().begin(namespace, etc));
      parts.log().begin();
      stack.push(parts.log()::end);
      Optional<Stragglers> stragglers =
          parts.namespaces().sharesProcesses()
              ? Optional.of(Stragglers.of(child.pid()))
              : Optional.empty();
      child.proceed();
      streams.started();
      parts.networks().publish();
      String name = parts.id().shortForm();
      streams.stdin().ifPresent(input -> parts.input().begin(input, name));
      List<OutputPump> pumps = streams.pump(new LogRecorder(parts.log()), name);
      return new Run(child, streams, pumps, stack.release(), stragglers);
    }
  }

  /** A process that failed meanwhile has left its namespaces: what counts is why. */
  private static Fd network(HeldChild child) {
    try {
      return child.namespace(NamespaceKind.NETWORK);
    } catch (SystemException failure) {
      if (failure.errno() == Errno.ENOENT) {
        throw child.whyEnded();
      }
      if (failure.errno() != Errno.EACCES) {
        throw failure;
      }
      // The kernel forbids to look into one that is just ending; one that lives is no use either.
      boolean unused = child.signal(Signal.KILL);
      LaunchException reason = child.whyEnded();
      throw reason instanceof LaunchException.Vanished ? failure : reason;
    }
  }

  private static ProcessStreams streams(ContainerParts parts) {
    Console console = parts.request().console();
    return console.terminal()
        ? new TerminalStreams(console.size(), console.openInput())
        : PipeStreams.open(console.openInput());
  }

  /** The process exists when this returns, with its namespaces, but waits before its executable. */
  private HeldChild launch(ContainerParts parts, ProcessStreams streams, EtcFiles etc) {
    parts.root().makeDirectory(parts.process().workingDirectory());
    try (ContainerNamespaces.Lent lent = parts.namespaces().lend(userNamespaces);
        LentNetwork network = parts.networks().lend()) {
      return launcher.start(startPlan(parts, lent, network, etc, streams.stdio()));
    }
  }

  private static EtcFiles etc(ContainerParts parts) {
    return new EtcFiles(
        parts.root(),
        parts.process(),
        parts.request().host().names(),
        parts.networks().hostGateway());
  }

  /** The program that a start would run, for people. */
  public String explain(ContainerParts parts) {
    try (ProcessStreams streams = streams(parts);
        ContainerNamespaces.Lent lent = parts.namespaces().lend(userNamespaces);
        LentNetwork network = parts.networks().lend()) {
      return launcher.explain(startPlan(parts, lent, network, etc(parts), streams.stdio()));
    }
  }

  private ProcessPlan processPlan(ContainerParts parts) {
    ProcessConfig process = parts.process();
    return processes
        .plan(
            parts.root(),
            process.arguments(),
            parts.networks().withWayOut(process.environment()),
            process.user(),
            process.workingDirectory(),
            parts.request().host().confinement(),
            parts.request().host().capabilities())
        .in(parts.limits().memberFiles());
  }

  private StartPlan startPlan(
      ContainerParts parts,
      ContainerNamespaces.Lent lent,
      LentNetwork network,
      EtcFiles etc,
      Stdio stdio) {
    Path root = parts.root().rootPath();
    CreateContainer.Host host = parts.request().host();
    Confinement confinement = host.confinement();
    Optional<ContainerParts> sharing = parts.networks().host();
    VisibleState state = new VisibleState(defaults, confinement.rights(), parts.root());
    return StartPlan.builder(lent.user(), root.toString(), processPlan(parts), stdio)
        .joined(lent.joined())
        .hostname(sharing.orElse(parts).process().hostname())
        .network(network.plan())
        .domainname(parts.process().domainname())
        .mounts(mounts(parts, lent.user(), network, etc))
        .receivesMounts(parts.mounts().receiveMounts())
        .readOnlyRoot(host.readOnlyRoot())
        .maskedPaths(state.masked())
        .readOnlyPaths(GroupMounts.readOnly(state.readOnly(), parts.limits().shown()))
        .sysctls(confinement.otherSettings())
        .init(confinement.init() && !parts.namespaces().sharesProcesses())
        .build();
  }

  private List<PlannedMount> mounts(
      ContainerParts parts, UserNamespace users, LentNetwork network, EtcFiles etc) {
    CreateContainer.Host host = parts.request().host();
    Confinement confinement = host.confinement();
    List<PlannedMount> mounts =
        new ArrayList<>(
            defaults.of(
                users.gids(),
                network.plan(),
                SharedMemory.of(parts),
                confinement.rights().privileged()));
    mounts.addAll(
        etc.mounts(host.readOnlyRoot(), parts.networks().host().map(ContainerParts::root)));
    List<PlannedMount> planned =
        GroupMounts.in(parts.mounts().planned(mounts), parts.limits().shown());
    return DeviceMounts.added(planned, confinement, new HostDevices(parts.ids()));
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
                Environment.ofExec(
                    parts.networks().withWayOut(parts.process().environment()), request),
                request.user().orElse(parts.process().user()),
                request.workingDirectory().orElse(parts.process().workingDirectory()),
                parts.request().host().confinement(),
                request.privileged()
                    ? EnumSet.allOf(Capability.class)
                    : parts.request().host().capabilities())
            .in(parts.limits().memberFiles());
    try (Fd container = run.process().orElseThrow(() -> notRunning(parts))) {
      return launcher.exec(new ExecPlan(container, namespaces(parts), plan, stdio));
    }
  }

  /** The host's network the engine has itself, and rootless no right to join (R33). */
  private static Set<NamespaceKind> namespaces(ContainerParts parts) {
    return parts.networks().sharesHosts()
        ? EnumSet.complementOf(EnumSet.of(NamespaceKind.NETWORK))
        : EnumSet.allOf(NamespaceKind.class);
  }

  /** A container that must run for an exec, but does not. */
  public static EngineException.Conflict notRunning(ContainerParts parts) {
    return new EngineException.Conflict(
        "cannot exec in container %s: it is not running".formatted(parts.name()));
  }
}
