package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.Processes;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A process that waits before it executes its file, until its owner lets it {@link #proceed}.
 */
public final class HeldChild extends Child {
  private final Reports reports;
  private final Fd hold;

  private HeldChild(int pid, Fd pidfd, Reports reports, Fd hold) {
    super(pid, pidfd);
    this.reports = reports;
    this.hold = hold;
  }

  /**
   * Waits until a launcher has made its process, and for the launcher's end.
   *
   * @param launcher the process that carries out the program until it makes the new one
   * @param reports what the program says; takes ownership
   * @param hold what releases the process; takes ownership
   */
  static HeldChild of(int launcher, Reports reports, Fd hold) {
    try {
      return made(launcher, reports, hold);
    } catch (RuntimeException failure) {
      // A process that waits ends when nobody can release it any more.
      hold.close();
      reports.close();
      throw failure;
    }
  }

  private static HeldChild made(int launcher, Reports reports, Fd hold) {
    Optional<Reports.Report> failure = Optional.empty();
    Optional<Reports.Report> report = reports.next();
    // The new process may fail before its maker reports it.
    while (report.isPresent() && report.get().isFailure()) {
      failure = report;
      report = reports.next();
    }
    ExitStatus status = Processes.await(launcher);
    if (report.isEmpty()) {
      throw failure
          .map(reports::meaning)
          .orElseGet(() -> new LaunchException.Vanished(status.toString()));
    }
    int pid = report.get().first();
    HeldChild child = new HeldChild(pid, open(pid, hold), reports, hold);
    if (failure.isPresent()) {
      child.close();
      throw reports.meaning(failure.get());
    }
    return child;
  }

  /** Opens the process; when that fails it is let go to its end, so that no zombie stays. */
  private static Fd open(int pid, Fd hold) {
    try {
      return Processes.open(pid);
    } catch (SystemException failure) {
      hold.close();
      Processes.await(pid);
      throw failure;
    }
  }

  /** What ended it before it was released; blocks until it has ended. */
  public LaunchException whyEnded() {
    Optional<Reports.Report> failure = reports.next();
    ExitStatus status = await();
    return failure
        .map(reports::meaning)
        .orElseGet(() -> new LaunchException.Vanished(status.toString()));
  }

  /**
   * Lets it execute its file; returns when that was done.
   *
   * @throws LaunchException when a step failed or the file cannot be executed; the process is gone
   */
  public void proceed() {
    try {
      Io.write(hold, ByteBuffer.allocateDirect(1));
    } catch (SystemException e) {
      if (e.errno() != Errno.EPIPE) {
        throw e;
      }
      // It failed before; its report says why.
    }
    Optional<Reports.Report> failure = reports.next();
    reports.close();
    hold.close();
    if (failure.isPresent()) {
      close();
      throw reports.meaning(failure.get());
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      reports.close();
      hold.close();
    }
  }
}
