package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
   * are still being made; it waits before its executable until {@link Child#proceed}.
   *
   * @throws LaunchException when it could not be made
   */
  public Child start(StartPlan plan) {
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
   * Starts another process in a running container; it waits before its executable until {@link
   * Child#proceed}.
   *
   * @throws LaunchException when it could not be made, because the container has ended for example
   */
  public Child exec(ExecPlan plan) {
    List<Fd> inherited =
        Stream.concat(plan.stdio().all().stream(), Stream.of(plan.container())).toList();
    return launch((reports, hold) -> ExecProgram.of(plan, reports, hold), inherited);
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
  Child launch(ProgramFactory factory, List<Fd> inherited) {
    try (Io.Pipe reports = Io.pipe();
        Io.Pipe hold = Io.pipe()) {
      Program program = factory.create(reports.writer().number(), hold.reader().number());
      List<Fd> all = new ArrayList<>(inherited);
      all.add(reports.writer());
      all.add(hold.reader());
      int launcher = spawner.spawn(program, all);
      reports.writer().close();
      return Child.of(program, launcher, owned(reports.reader()), owned(hold.writer()));
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
