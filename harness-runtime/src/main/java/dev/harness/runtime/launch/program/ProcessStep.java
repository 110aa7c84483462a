package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import dev.harness.runtime.linux.process.ResourceLimit;
import java.util.List;
import java.util.Set;

/** Steps about the process itself and its descriptors. */
public sealed interface ProcessStep extends Step {

  /** Undoes what was blocked or ignored: both outlive execve. */
  record ResetSignals() implements ProcessStep {
    private static final int SIG_SETMASK = 2;
    private static final int SIGNAL_SET_BYTES = 8;
    private static final int SIGACTION_BYTES = 32;
    private static final int LAST_SIGNAL = 64;
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;

    @Override
    public String describe() {
      return "reset the signals";
    }

    @Override
    public void emit(Emitter emitter) {
      Operand zeros = emitter.data().zeros(SIGACTION_BYTES);
      Operand size = constant(SIGNAL_SET_BYTES);
      emitter.require(SystemCall.RT_SIGPROCMASK, constant(SIG_SETMASK), zeros, constant(0), size);
      for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
        if (signal != SIGKILL && signal != SIGSTOP) {
          emitter.require(SystemCall.RT_SIGACTION, constant(signal), zeros, constant(0), size);
        }
      }
    }
  }

  /** Sets which permissions new files do not get. */
  record FileCreationMask(int mask) implements ProcessStep {
    @Override
    public String describe() {
      return "set the file creation mask to 0%o".formatted(mask);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.UMASK, constant(mask));
    }
  }

  /** Sets a resource limit. */
  record Limit(ResourceLimit limit) implements ProcessStep {
    @Override
    public String describe() {
      return "set the limit " + limit;
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.PRLIMIT64,
          constant(0),
          constant(limit.resource().number()),
          emitter.data().longs(limit.soft(), limit.hard()),
          constant(0));
    }
  }

  /**
   * Goes on in a new process, which is a child of this one's parent; reports its id and ends this
   * one (R30).
   */
  record ContinueAsSibling() implements ProcessStep {
    private static final int CLONE_PARENT_SIGCHLD = 0x8000 | 17;

    @Override
    public String describe() {
      return "go on in a new process of the engine";
    }

    @Override
    public void emit(Emitter emitter) {
      Label child = emitter.code().label();
      Operand none = constant(0);
      emitter.require(SystemCall.CLONE, constant(CLONE_PARENT_SIGCHLD), none, none, none, none);
      emitter.code().jumpIfEqual(none, child);
      emitter.reportRegister(Program.CLONED);
      emitter.code().call(SystemCall.EXIT_GROUP, none).mark(child);
    }
  }

  /** Leaves the session and its terminal, unless it leads its process group. */
  record NewSession() implements ProcessStep {
    @Override
    public String describe() {
      return "begin a new session";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.attempt(Set.of(Errno.EPERM), SystemCall.SETSID);
    }
  }

  /** Makes a descriptor the same as another. */
  record Duplicate(int from, int to) implements ProcessStep {
    @Override
    public String describe() {
      return "make descriptor %d the same as %d".formatted(to, from);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.DUP3, constant(from), constant(to), constant(0));
    }
  }

  /** Has all descriptors from {@code first} on closed when a file is executed (R35). */
  record CloseOnExec(int first) implements ProcessStep {
    private static final long ALL = 0xFFFF_FFFFL;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    @Override
    public String describe() {
      return "close the descriptors from %d on when a file is executed".formatted(first);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.CLOSE_RANGE, constant(first), constant(ALL), constant(CLOSE_RANGE_CLOEXEC));
    }
  }

  /** Reports that this place was reached. */
  record Announce(char kind) implements ProcessStep {
    @Override
    public String describe() {
      return "report '%c'".formatted(kind);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.reportByte((byte) kind);
    }
  }

  /** Waits for a byte; at the end of the stream, ends the program. */
  record AwaitByte(int fd) implements ProcessStep {
    @Override
    public String describe() {
      return "wait for a byte on descriptor %d".formatted(fd);
    }

    @Override
    public void emit(Emitter emitter) {
      Label received = emitter.code().label();
      emitter.require(SystemCall.READ, constant(fd), emitter.data().zeros(1), constant(1));
      emitter.code().jumpIfEqual(constant(1), received);
      emitter.code().call(SystemCall.EXIT_GROUP, constant(0)).mark(received);
    }
  }

  /** Becomes the process that all this was for. */
  record Execute(String file, List<String> arguments, List<String> environment)
      implements ProcessStep {
    /** Copies the lists. */
    public Execute {
      arguments = List.copyOf(arguments);
      environment = List.copyOf(environment);
    }

    /** Leaves the environment out: it may hold secrets. */
    @Override
    public String describe() {
      return "execute %s %s".formatted(file, arguments);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.EXECVE,
          emitter.data().string(file),
          emitter.data().strings(arguments),
          emitter.data().strings(environment));
    }
  }
}
