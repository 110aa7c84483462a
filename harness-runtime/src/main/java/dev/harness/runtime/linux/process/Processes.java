package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Starting, signalling and awaiting children of this process. */
public final class Processes {
  private static final int P_PID = 1;
  private static final int P_PIDFD = 3;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x01000000;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_BYTES = 128;
  private static final int SIGINFO_CODE = 8;
  private static final int SIGINFO_STATUS = 24;

  private Processes() {}

  /**
   * Starts an executable with an empty environment, no signal blocked and none ignored; blocks until
   * it runs.
   *
   * <p>The descriptors {@code inherited} keep their numbers in it. They are open to any other
   * program started at the same moment, so one spawn must follow the other (R35).
   *
   * @param executable a descriptor that is closed in the child
   * @return the process id of the child
   */
  public static int spawn(Fd executable, String name, List<Fd> inherited) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer argv = memory.allocate(16).putLong(0, memory.string(name));
      long address = NativeMemory.address(argv);
      try {
        inherited.forEach(fd -> Io.closeOnExec(fd, false));
        return Kernel.spawn(
            executable.procPath(), SpawnSignals.reset(memory), address, address + 8);
      } finally {
        inherited.forEach(fd -> Io.closeOnExec(fd, true));
      }
    }
  }

  /** Opens a process; for a child that was not awaited yet, the number cannot mean another. */
  public static Fd open(int pid) {
    long result = Kernel.attempt(SystemCall.PIDFD_OPEN, pid, 0);
    if (result < 0) {
      throw new SystemException("pidfd_open", Errno.of((int) -result), "pid=" + pid);
    }
    return Fd.owning((int) result);
  }

  /**
   * Sends a signal.
   *
   * @return false when the process has ended and was awaited
   */
  public static boolean signal(Fd pidfd, Signal signal) {
    long result = Kernel.attempt(SystemCall.PIDFD_SEND_SIGNAL, pidfd.number(), signal.number());
    if (Kernel.failedWith(result, Errno.ESRCH)) {
      return false;
    }
    if (result < 0) {
      throw new SystemException(
          "pidfd_send_signal", Errno.of((int) -result), "process=" + pidfd, "signal=" + signal);
    }
    return true;
  }

  /** Kills a child that was not awaited yet, so that the number cannot mean another. */
  public static void kill(int pid) {
    Calls.require(Kernel.attempt(SystemCall.KILL, pid, Signal.KILL.number()), "kill", "pid=" + pid);
  }

  /** Waits for the end of the child {@code pid} and frees its number. */
  public static ExitStatus await(int pid) {
    return waitFor(P_PID, pid, WEXITED)
        .orElseThrow(() -> new SystemException("waitid", Errno.ECHILD, "pid=" + pid));
  }

  /**
   * Waits for the end of a child and leaves it to be reaped.
   *
   * @return how it ended, or nothing when it was reaped before
   */
  public static Optional<ExitStatus> awaitEnd(Fd pidfd) {
    return waitFor(P_PIDFD, pidfd.number(), WEXITED | WNOWAIT);
  }

  /** Waits for the end of a child and frees its number; does nothing when that was done before. */
  public static void reap(Fd pidfd) {
    waitFor(P_PIDFD, pidfd.number(), WEXITED);
  }

  private static Optional<ExitStatus> waitFor(int idType, int id, int options) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer info = memory.allocate(SIGINFO_BYTES);
      long result =
          Kernel.attempt(SystemCall.WAITID, idType, id, NativeMemory.address(info), options);
      if (Kernel.failedWith(result, Errno.ECHILD)) {
        return Optional.empty();
      }
      if (result < 0) {
        throw new SystemException("waitid", Errno.of((int) -result), "id=" + id);
      }
      boolean exited = info.getInt(SIGINFO_CODE) == CLD_EXITED;
      return Optional.of(new ExitStatus(!exited, info.getInt(SIGINFO_STATUS)));
    }
  }
}
