package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.FileStep;
import dev.harness.runtime.launch.program.IdentityStep;
import dev.harness.runtime.launch.program.MountStep;
import dev.harness.runtime.launch.program.NamespaceStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Slot;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A start plan as a program. */
final class StartProgram {
  private static final Slot ROOT = new Slot("root");

  private final StartPlan plan;
  private final List<Step> steps = new ArrayList<>();

  private StartProgram(StartPlan plan) {
    this.plan = plan;
  }

  /**
   * Lists the steps.
   *
   * @param reports the number of the descriptor for reports in the program
   * @param hold the number of the descriptor whose first byte releases the process
   */
  static Program of(StartPlan plan, int reports, int hold) {
    StartProgram program = new StartProgram(plan);
    program.beforeTheContainer();
    program.namespaces();
    program.mounts();
    List<Step> init = plan.init() ? ProcessSteps.init() : List.of();
    program.steps.addAll(
        ProcessSteps.of(
            plan.process(), plan.stdio(), init, List.of(new ProcessStep.AwaitByte(hold))));
    return new Program(reports, program.steps);
  }

  /** What needs the powers of the engine: limits can be raised only outside (R27). */
  private void beforeTheContainer() {
    steps.addAll(ProcessSteps.preparation(plan.process()));
    // Private directories may lead to the root; in the container's user namespace the way through
    // them is closed, and what lies here is named relative from now on.
    steps.add(new FileStep.ChangeDirectory(plan.directory()));
    if (plan.network() instanceof NetworkPlan.Join join) {
      steps.add(new NamespaceStep.Join(join.namespace().number(), NamespaceKind.NETWORK));
    }
    UserNamespace user = plan.userNamespace();
    steps.add(new NamespaceStep.Join(user.fd().number(), NamespaceKind.USER));
    steps.add(new IdentityStep.Groups(List.of()));
    // Otherwise this process has the only id that exists there already.
    if (user.uids().contains(0) && user.gids().contains(0)) {
      steps.add(new IdentityStep.Group(0));
      steps.add(new IdentityStep.User(0));
    }
    // These belong to the same user namespace, in which alone it has the right to join them.
    for (StartPlan.Joined joined : plan.joined()) {
      steps.add(new NamespaceStep.Join(joined.namespace().number(), joined.kind()));
    }
  }

  private void namespaces() {
    boolean freshNetwork = plan.network() instanceof NetworkPlan.Fresh;
    Set<NamespaceKind> kinds = EnumSet.allOf(NamespaceKind.class);
    kinds.remove(NamespaceKind.USER);
    plan.joined().forEach(joined -> kinds.remove(joined.kind()));
    if (!freshNetwork) {
      kinds.remove(NamespaceKind.NETWORK);
    }
    steps.add(new NamespaceStep.Unshare(kinds));
    steps.add(new ProcessStep.ContinueAsSibling());
    steps.add(new ProcessStep.NewSession());
    steps.add(new IdentityStep.NewSessionKeyring());
    steps.add(new NamespaceStep.HostName(plan.hostname()));
    if (!plan.domainname().isEmpty()) {
      steps.add(new NamespaceStep.DomainName(plan.domainname()));
    }
    if (freshNetwork) {
      steps.add(new NamespaceStep.LoopbackUp());
    }
  }

  private void mounts() {
    MountSteps mounts = new MountSteps(plan);
    if (plan.receivesMounts()) {
      // What is mounted nowhere keeps its ties when all others are cut.
      steps.add(new MountStep.Copy(ROOT, plan.rootName(), true, Set.of()));
    }
    steps.add(new MountStep.Separate(false));
    // Detached mounts come first: a new procfs needs an old one that is visible (R19), and what
    // is bound lies outside the new root.
    steps.addAll(mounts.make());
    steps.add(
        plan.receivesMounts()
            ? new MountStep.Attach(ROOT, plan.rootName(), false, false)
            : new MountStep.BindOnItself(plan.rootName()));
    steps.add(new FileStep.ChangeDirectory(plan.rootName()));
    steps.add(new MountStep.PivotRoot());
    steps.add(new MountStep.DetachOldRoot());
    steps.add(new FileStep.ChangeDirectory("/"));
    steps.addAll(mounts.attach());
    for (Map.Entry<String, String> sysctl : new TreeMap<>(plan.sysctls()).entrySet()) {
      String path = "/proc/sys/" + sysctl.getKey().replace('.', '/');
      steps.add(new FileStep.WriteText(path, sysctl.getValue()));
    }
    steps.addAll(mounts.cover());
    if (plan.readOnlyRoot()) {
      steps.add(new MountStep.RestrictRoot());
    }
  }
}
