package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns plans into processes. Safe for use by several threads.
 *
 * <p>A closed launcher starts nothing more; the children are the caller's.
 */
public final class Launcher implements AutoCloseable {
  /** Descriptors that an explained program stands with. */
  private static final int REPORTS_EXAMPLE = 3;

  private static final int HOLD_EXAMPLE = 4;

  private final Spawner spawner = new Spawner();

  /**
   * Starts a container and returns as soon as it exists with all its namespaces, while its mounts
   * are still being made; it waits before its executable until {@link HeldChild#proceed}.
   *
   * @throws LaunchException when it could not be made
   */
  public HeldChild start(StartPlan plan) {
    UserNamespace user = plan.userNamespace();
    Identity identity = plan.process().identity();
    giveToUser(
        plan.stdio(),
        (int) user.uids().outside(identity.uid()).orElse(0),
        (int) user.gids().outside(identity.gid()).orElse(0));
    List<Fd> inherited = new ArrayList<>(plan.stdio().all());
    inherited.add(user.fd());
    plan.joined().forEach(joined -> inherited.add(joined.namespace()));
    if (plan.network() instanceof NetworkPlan.Join join) {
      inherited.add(join.namespace());
    }
    for (PlannedMount mount : plan.mounts()) {
      if (mount.source() instanceof MountSource.Detached detached) {
        inherited.add(detached.mount());
      }
    }
    return launch((reports, hold) -> StartProgram.of(plan, reports, hold), inherited);
  }

  /**
   * Starts another process in a running container and returns when it has executed its file.
   *
   * @throws LaunchException when that could not be done, because the container has ended for example
   */
  public Child exec(ExecPlan plan) {
    try (Io.Pipe reports = Io.pipe()) {
      Program program = ExecProgram.of(plan, reports.writer().number());
      List<Fd> inherited = new ArrayList<>(plan.stdio().all());
      inherited.add(plan.container());
      inherited.add(reports.writer());
      int launcher = spawner.spawn(program, inherited);
      reports.writer().close();
      return Child.executed(launcher, new Reports(program, owned(reports.reader())));
    }
  }

  /** The program by which {@link #start} would start a container, one line per step. */
  public String explain(StartPlan plan) {
    return StartProgram.of(plan, REPORTS_EXAMPLE, HOLD_EXAMPLE).toString();
  }

  Spawner spawner() {
    return spawner;
  }

  @Override
  public void close() {
    spawner.close();
  }

  /** A program for the numbers of its report and hold descriptors. */
  interface ProgramFactory {
    Program create(int reports, int hold);
  }

  /** Starts a program that inherits these descriptors and its own two. */
  HeldChild launch(ProgramFactory factory, List<Fd> inherited) {
    try (Io.Pipe reports = Io.pipe();
        Io.Pipe hold = Io.pipe()) {
      Program program = factory.create(reports.writer().number(), hold.reader().number());
      List<Fd> all = new ArrayList<>(inherited);
      all.add(reports.writer());
      all.add(hold.reader());
      int launcher = spawner.spawn(program, all);
      reports.writer().close();
      Reports heard = new Reports(program, owned(reports.reader()));
      return HeldChild.of(launcher, heard, owned(hold.writer()));
    }
  }

  private static Fd owned(Fd fd) {
    return Fd.owning(fd.release());
  }

  /** Lets the user of the process open {@code /dev/stdout} (C13). */
  private static void giveToUser(Stdio stdio, int uid, int gid) {
    stdio.all().stream().filter(Io::isPipe).forEach(fd -> Io.changeOwner(fd, uid, gid));
  }
}
