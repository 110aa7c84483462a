package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.FileStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Namespaces;
import dev.harness.runtime.linux.process.Processes;
import dev.harness.runtime.linux.process.Signal;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A process that a program ended in, or will end in. Safe for use by several threads, but {@link
 * #proceed} and {@link #close} belong to the owner.
 */
public final class Child implements AutoCloseable {
  private final Program program;
  private final int pid;
  private final Fd pidfd;
  private final Reports reports;
  private final Fd hold;

  /** Shared by those who use the pidfd, exclusive for closing it: its number must not be reused. */
  private final ReadWriteLock pidfdUse = new ReentrantReadWriteLock();

  private final AtomicReference<@Nullable ExitStatus> ended = new AtomicReference<>();

  private Child(Program program, int pid, Fd pidfd, Reports reports, Fd hold) {
    this.program = program;
    this.pid = pid;
    this.pidfd = pidfd;
    this.reports = reports;
    this.hold = hold;
  }

  /**
   * Waits until a launcher has made its process, and for the launcher's end.
   *
   * @param launcher the process that carries out the program until it makes the new one
   * @param reader where the program reports; takes ownership
   * @param hold what releases the process; takes ownership
   */
  static Child of(Program program, int launcher, Fd reader, Fd hold) {
    Reports reports = new Reports(reader);
    try {
      return of(program, launcher, reports, hold);
    } catch (RuntimeException failure) {
      // A process that waits ends when nobody can release it any more.
      hold.close();
      reports.close();
      throw failure;
    }
  }

  private static Child of(Program program, int launcher, Reports reports, Fd hold) {
    Optional<Reports.Report> failure = Optional.empty();
    Optional<Reports.Report> report = reports.next();
    // The new process may fail before its maker reports it.
    while (report.isPresent() && report.get().kind() == Program.FAILED) {
      failure = report;
      report = reports.next();
    }
    ExitStatus status = Processes.await(launcher);
    if (report.isEmpty()) {
      throw failure
          .map(failed -> exception(program, failed))
          .orElseGet(() -> new LaunchException.Vanished(status.toString()));
    }
    int pid = report.get().first();
    Child child = new Child(program, pid, open(pid, hold), reports, hold);
    if (failure.isPresent()) {
      child.close();
      throw exception(program, failure.get());
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

  /** Its id in the engine's pid namespace. */
  public int pid() {
    return pid;
  }

  /**
   * Opens the process once more, owned by the caller; unlike a number it never comes to mean
   * another process.
   *
   * @return nothing when it has ended
   */
  public Optional<Fd> duplicatePidfd() {
    pidfdUse.readLock().lock();
    try {
      return ended.get() == null && pidfd.isOpen()
          ? Optional.of(Io.duplicate(pidfd))
          : Optional.empty();
    } finally {
      pidfdUse.readLock().unlock();
    }
  }

  /** Opens one of its namespaces, owned by the caller. */
  public Fd namespace(NamespaceKind kind) {
    return Namespaces.open(pid, kind);
  }

  /** What ended it before it was released; blocks until it has ended. */
  public LaunchException whyEnded() {
    Optional<Reports.Report> failure = reports.next();
    ExitStatus status = await();
    return failure
        .map(failed -> exception(program, failed))
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
      throw exception(program, failure.get());
    }
  }

  /** Blocks until it has ended; any number of threads may wait. */
  public ExitStatus await() {
    pidfdUse.readLock().lock();
    try {
      if (ended.get() == null) {
        Optional<ExitStatus> status = Processes.awaitEnd(pidfd);
        if (status.isPresent() && ended.compareAndSet(null, status.get())) {
          Processes.reap(pidfd);
        }
      }
    } finally {
      pidfdUse.readLock().unlock();
    }
    // Whoever reaps it says before how it ended.
    ExitStatus result = ended.get();
    if (result == null) {
      throw new SystemException("waitid", Errno.ECHILD, "pid=" + pid);
    }
    return result;
  }

  /**
   * Sends a signal.
   *
   * @return false when it has ended
   */
  public boolean signal(Signal signal) {
    pidfdUse.readLock().lock();
    try {
      return ended.get() == null && pidfd.isOpen() && Processes.signal(pidfd, signal);
    } finally {
      pidfdUse.readLock().unlock();
    }
  }

  /** Kills it if it lives, waits for its end and closes its descriptor. */
  @Override
  public void close() {
    try {
      end();
    } finally {
      closePidfd();
      reports.close();
      hold.close();
    }
  }

  private void end() {
    if (signal(Signal.KILL)) {
      await();
    }
  }

  private void closePidfd() {
    pidfdUse.writeLock().lock();
    try {
      pidfd.close();
    } finally {
      pidfdUse.writeLock().unlock();
    }
  }

  private static LaunchException exception(Program program, Reports.Report failure) {
    Step step = program.numbered().get(failure.first() - 1);
    Errno errno = Errno.of(failure.second());
    if (step instanceof ProcessStep.Execute execute) {
      return new LaunchException.NotExecutable(execute.file(), errno);
    }
    return step instanceof FileStep.WorkIn
        ? new LaunchException.NoWorkingDirectory(step.describe(), errno)
        : new LaunchException.StepFailed(step.describe(), errno);
  }
}
