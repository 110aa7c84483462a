package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Namespaces;
import dev.harness.runtime.linux.process.Processes;
import dev.harness.runtime.linux.process.Signal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A process that a program ended in, or will end in. Safe for use by several threads, but {@link
 * #close} belongs to the owner.
 */
public sealed class Child implements AutoCloseable permits HeldChild {
  private final int pid;
  private final Fd pidfd;

  /** Shared by those who use the pidfd, exclusive for closing it: its number must not be reused. */
  private final ReadWriteLock pidfdUse = new ReentrantReadWriteLock();

  private final AtomicReference<@Nullable ExitStatus> ended = new AtomicReference<>();

  /** Is the process {@code pid}; takes ownership of {@code pidfd}. */
  Child(int pid, Fd pidfd) {
    this.pid = pid;
    this.pidfd = pidfd;
  }

  /**
   * Waits until a launcher has made its process, and that has executed its file.
   *
   * @param launcher the process that carries out the program until it makes the new one
   * @param reports what the program says; takes ownership
   * @throws LaunchException when a step failed or the file cannot be executed; the process is gone
   */
  static Child executed(int launcher, Reports reports) {
    List<Reports.Report> all;
    try (reports) {
      all = reports.all();
    }
    ExitStatus status = Processes.await(launcher);
    Optional<LaunchException> failure =
        all.stream().filter(Reports.Report::isFailure).map(reports::meaning).findFirst();
    Optional<Integer> pid =
        all.stream().filter(each -> !each.isFailure()).map(Reports.Report::first).findFirst();
    if (pid.isEmpty()) {
      throw failure.orElseGet(() -> new LaunchException.Vanished(status.toString()));
    }
    Child child = new Child(pid.get(), open(pid.get()));
    if (failure.isPresent()) {
      child.close();
      throw failure.get();
    }
    return child;
  }

  /** Opens the process; when that fails it is killed, because nobody could do so later. */
  private static Fd open(int pid) {
    try {
      return Processes.open(pid);
    } catch (SystemException failure) {
      Processes.kill(pid);
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
}
