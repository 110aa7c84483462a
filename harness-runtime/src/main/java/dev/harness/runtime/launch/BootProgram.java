package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.IdentityStep;
import dev.harness.runtime.launch.program.MountStep;
import dev.harness.runtime.launch.program.NamespaceStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Slot;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.launch.program.SupervisionStep;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The program that starts the engine, whose arguments are the engine's command line.
 *
 * <p>Its standard input is the lease: at the end of it everything dies. On standard output it
 * reports: {@code U} when its user namespace waits for id maps, which a byte on the lease says are
 * written; {@code F} with the number of a step and the errno, both four bytes in little-endian
 * order, when that step failed. Three processes of it may exist:
 *
 * <ul>
 *   <li>boot itself, outside: kills the next one when the lease ends, and exits as that does;
 *   <li>pid 1 of the engine's namespace: dies with boot, reaps orphans, exits as the engine does;
 *   <li>the engine, in which the third one ends.
 * </ul>
 */
final class BootProgram {
  private static final int LEASE = 0;
  private static final int REPORTS = 1;
  private static final Slot ALIVE_READER = new Slot("alive-reader");
  private static final Slot ALIVE_WRITER = new Slot("alive-writer");
  private static final Slot INIT = new Slot("init");
  private static final Slot INIT_PIDFD = new Slot("init-pidfd");
  private static final Slot ENGINE = new Slot("engine");

  private BootProgram() {}

  /** For an ordinary user: the engine is root of a user namespace. */
  static Program rootless() {
    List<Step> steps = new ArrayList<>();
    // Away from the terminal: an interrupt from there is for the tests, which then end the lease.
    steps.add(new ProcessStep.ResetSignals());
    steps.add(new ProcessStep.NewSession());
    steps.add(new NamespaceStep.Unshare(Set.of(NamespaceKind.USER)));
    steps.add(new ProcessStep.Announce('U'));
    steps.add(new ProcessStep.AwaitByte(LEASE));
    steps.add(new IdentityStep.Group(0));
    steps.add(new IdentityStep.User(0));
    addEngine(steps);
    return new Program(REPORTS, steps);
  }

  /** For root: the engine stays in the user namespace that it is started in. */
  static Program root() {
    List<Step> steps = new ArrayList<>();
    steps.add(new ProcessStep.ResetSignals());
    steps.add(new ProcessStep.NewSession());
    addEngine(steps);
    return new Program(REPORTS, steps);
  }

  private static void addEngine(List<Step> steps) {
    steps.add(new NamespaceStep.Unshare(Set.of(NamespaceKind.MOUNT, NamespaceKind.PID)));
    // What the host mounts later can be bound, too; what it unmounts is not held here.
    steps.add(new MountStep.Separate(true));
    steps.add(new SupervisionStep.MakePipe(ALIVE_READER, ALIVE_WRITER));
    steps.add(
        new SupervisionStep.Fork(
            INIT,
            List.of(
                new SupervisionStep.OpenChild(INIT, INIT_PIDFD),
                new SupervisionStep.KeepWhileLeased(INIT_PIDFD))));
    steps.add(new SupervisionStep.DieWithParent());
    steps.add(new SupervisionStep.RequireParent(ALIVE_READER, ALIVE_WRITER));
    steps.add(new MountStep.Renew("proc", "/proc"));
    steps.add(new SupervisionStep.Fork(ENGINE, List.of(new SupervisionStep.ReapUntil(ENGINE))));
    steps.add(new SupervisionStep.NullInput());
    steps.add(new ProcessStep.CloseOnExec(3));
    steps.add(new SupervisionStep.ExecuteArguments());
  }
}
