package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.FileStep;
import dev.harness.runtime.launch.program.IdentityStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Slot;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.launch.program.SupervisionStep;
import dev.harness.runtime.launch.program.TerminalStep;
import dev.harness.runtime.linux.process.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The steps that starting a container and executing in one have in common. */
final class ProcessSteps {
  private static final int FILE_CREATION_MASK = 022;
  private static final int FIRST_CLOSED = 3;
  private static final String OOM_SCORE = "/proc/self/oom_score_adj";

  private ProcessSteps() {}

  /** The first steps, in the engine's namespaces. */
  static List<Step> preparation(ProcessPlan plan) {
    List<Step> steps = new ArrayList<>();
    // The launcher joins itself: its namespace of control groups then begins at its own group.
    plan.groups().forEach(file -> steps.add(new FileStep.WriteText(file, "0")));
    steps.add(new ProcessStep.FileCreationMask(FILE_CREATION_MASK));
    plan.limits().forEach(limit -> steps.add(new ProcessStep.Limit(limit)));
    if (plan.oomScore() != 0) {
      steps.add(new FileStep.WriteText(OOM_SCORE, Integer.toString(plan.oomScore())));
    }
    steps.add(new IdentityStep.NotDumpable());
    return steps;
  }

  /**
   * The last steps, in the container, in the order of C17.
   *
   * @param init steps by which an init stays before the process, with the same rights (C32)
   * @param hold steps that wait until the process may be what it is made for
   */
  static List<Step> of(ProcessPlan plan, Stdio stdio, List<Step> init, List<Step> hold) {
    List<Step> steps = new ArrayList<>();
    streams(steps, stdio);
    steps.add(new FileStep.WorkIn(plan.workingDirectory()));
    boolean filtered = !plan.seccomp().isEmpty();
    if (filtered && !plan.noNewPrivileges()) {
      // A filter needs CAP_SYS_ADMIN, unless new privileges are given up.
      steps.add(new IdentityStep.Filter(plan.seccomp()));
    }
    identity(steps, plan);
    steps.addAll(init);
    steps.add(new ProcessStep.CloseOnExec(FIRST_CLOSED));
    steps.addAll(hold);
    if (plan.noNewPrivileges()) {
      steps.add(new IdentityStep.NoNewPrivileges());
    }
    if (filtered && plan.noNewPrivileges()) {
      steps.add(new IdentityStep.Filter(plan.seccomp()));
    }
    steps.add(new ProcessStep.Execute(plan.executable(), plan.arguments(), plan.environment()));
    return steps;
  }

  /** An init before the process. */
  static List<Step> init() {
    Slot process = new Slot("process");
    return List.of(
        new SupervisionStep.HoldSignals(),
        new SupervisionStep.Fork(process, List.of(new SupervisionStep.Init(process))),
        new ProcessStep.ResetSignals());
  }

  private static void streams(List<Step> steps, Stdio stdio) {
    if (stdio instanceof Stdio.Streams streams) {
      steps.add(new ProcessStep.Duplicate(streams.in().number(), 0));
      steps.add(new ProcessStep.Duplicate(streams.out().number(), 1));
      steps.add(new ProcessStep.Duplicate(streams.err().number(), 2));
    } else if (stdio instanceof Stdio.OnTerminal terminal) {
      steps.add(new TerminalStep.Send(terminal.channel().number()));
      steps.add(new TerminalStep.Use());
    }
  }

  private static void identity(List<Step> steps, ProcessPlan plan) {
    Identity identity = plan.identity();
    Set<Capability> effective = identity.isRoot() ? plan.capabilities() : Set.of();
    steps.add(new IdentityStep.LimitCapabilities(plan.capabilities()));
    steps.add(new IdentityStep.Groups(identity.groups()));
    steps.add(new IdentityStep.Group(identity.gid()));
    steps.add(new IdentityStep.User(identity.uid()));
    steps.add(new IdentityStep.Capabilities(effective));
  }
}
