package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Code;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import java.util.List;
import java.util.Set;

/** Steps of the programs between the test's JVM and the engine: who waits for whom. */
public sealed interface SupervisionStep extends Step {

  /** Makes a pipe whose reader does not block. */
  record MakePipe(Slot reader, Slot writer) implements SupervisionStep {
    private static final int O_NONBLOCK_CLOEXEC = 0x80800;

    @Override
    public String describe() {
      return "make a pipe from %s to %s".formatted(writer, reader);
    }

    @Override
    public void emit(Emitter emitter) {
      Operand.Address ends = emitter.data().zeros(8);
      emitter.require(SystemCall.PIPE2, ends, constant(O_NONBLOCK_CLOEXEC));
      emitter.code().load(ends.word(0)).store(emitter.cell(reader));
      emitter.code().load(ends.word(4)).store(emitter.cell(writer));
    }
  }

  /** Goes on in a child; this process carries out other steps and ends with their last one. */
  record Fork(Slot pid, List<Step> parent) implements SupervisionStep {
    private static final int SIGCHLD = 17;

    /** Copies the list. */
    public Fork {
      parent = List.copyOf(parent);
    }

    @Override
    public String describe() {
      return "start a process, whose id is " + pid;
    }

    @Override
    public List<Step> branch() {
      return parent;
    }

    @Override
    public void emit(Emitter emitter) {
      Operand none = constant(0);
      Label child = emitter.code().label();
      emitter.require(SystemCall.CLONE, constant(SIGCHLD), none, none, none, none);
      emitter.code().jumpIfEqual(none, child).store(emitter.cell(pid));
      emitter.emit(parent);
      emitter.code().call(SystemCall.EXIT_GROUP, none).mark(child);
    }
  }

  /** Opens a child, so that it can be waited for together with other things. */
  record OpenChild(Slot pid, Slot pidfd) implements SupervisionStep {
    @Override
    public String describe() {
      return "open the process %s as %s".formatted(pid, pidfd);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(pidfd, SystemCall.PIDFD_OPEN, emitter.cell(pid), constant(0));
    }
  }

  /** Has the kernel kill this process when its parent ends; cleared by a change of ids (R29). */
  record DieWithParent() implements SupervisionStep {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGKILL = 9;

    @Override
    public String describe() {
      return "die with the parent";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.PRCTL, constant(PR_SET_PDEATHSIG), constant(SIGKILL));
    }
  }

  /**
   * Ends the program if the parent has ended already: it alone holds the writer of a pipe then.
   *
   * <p>After {@link DieWithParent} this leaves no moment in which the parent's end is missed.
   */
  record RequireParent(Slot reader, Slot writer) implements SupervisionStep {
    @Override
    public String describe() {
      return "see that the parent still holds " + writer;
    }

    @Override
    public void emit(Emitter emitter) {
      Label lives = emitter.code().label();
      emitter.close(writer);
      emitter.skipOn(
          Set.of(Errno.EAGAIN),
          lives,
          SystemCall.READ,
          emitter.cell(reader),
          emitter.data().zeros(1),
          constant(1));
      emitter.code().call(SystemCall.EXIT_GROUP, constant(1)).mark(lives);
    }
  }

  /**
   * Waits until standard input ends or the child does. Kills the child in the first case; exits as
   * it did.
   */
  record KeepWhileLeased(Slot pidfd) implements SupervisionStep {
    private static final int STDIN = 0;
    private static final int POLLIN = 1;
    private static final int POLLFD_BYTES = 8;
    private static final int SIGKILL = 9;
    private static final int P_PIDFD = 3;

    @Override
    public String describe() {
      return "keep the process of %s until it ends or standard input does".formatted(pidfd);
    }

    @Override
    public void emit(Emitter emitter) {
      Code code = emitter.code();
      Operand none = constant(0);
      Operand.Address polled = emitter.data().longs((long) POLLIN << 32, (long) POLLIN << 32);
      Operand.Cell childEvents = polled.word(POLLFD_BYTES + 4);
      Label wait = code.label();
      Label kill = code.label();
      Label ended = code.label();
      Label leaseChanged = code.label();
      code.load(emitter.cell(pidfd)).store(polled.word(POLLFD_BYTES));
      code.mark(wait);
      emitter.skipOn(
          Set.of(Errno.EINTR), wait, SystemCall.PPOLL, polled, constant(2), none, none, none);
      code.load(childEvents).jumpIfEqual(constant(POLLIN), leaseChanged).jump(ended);
      code.mark(leaseChanged);
      code.call(SystemCall.READ, constant(STDIN), emitter.data().zeros(1), constant(1));
      code.jumpIfEqual(constant(1), wait).jumpIfEqual(constant(-Errno.EINTR.number()), wait);
      code.mark(kill);
      code.call(SystemCall.PIDFD_SEND_SIGNAL, emitter.cell(pidfd), constant(SIGKILL), none, none);
      code.mark(ended);
      Ending ending = new Ending(emitter);
      ending.await(P_PIDFD, emitter.cell(pidfd));
      ending.exitLikeIt();
    }
  }

  /** Reaps orphans until one process ends; exits as it did (R31). */
  record ReapUntil(Slot pid) implements SupervisionStep {
    private static final int P_ALL = 0;

    @Override
    public String describe() {
      return "reap orphans until the process %s ends".formatted(pid);
    }

    @Override
    public void emit(Emitter emitter) {
      Label next = emitter.code().label();
      Label found = emitter.code().label();
      Ending ending = new Ending(emitter);
      emitter.code().mark(next);
      ending.await(P_ALL, constant(0));
      emitter.code().load(ending.pid()).jumpIfEqual(emitter.cell(pid), found).jump(next);
      emitter.code().mark(found);
      ending.exitLikeIt();
    }
  }

  /** Has signals wait until they are asked for; a process that is forked must reset them. */
  record HoldSignals() implements SupervisionStep {
    private static final int SIG_SETMASK = 2;

    @Override
    public String describe() {
      return "hold all signals";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.RT_SIGPROCMASK,
          constant(SIG_SETMASK),
          emitter.data().longs(Init.ALL_SIGNALS),
          constant(0),
          constant(Long.BYTES));
    }
  }

  /**
   * Is the first process of a container for another one: passes signals on to it, reaps orphans, and
   * exits as it did (C32). Holds no descriptor, so that nobody waits for it to close one.
   *
   * <p>What the kernel sends, for a key on the terminal for example, has reached the other as well.
   */
  record Init(Slot pid) implements SupervisionStep {
    private static final long ALL_SIGNALS = -1;
    private static final long ALL_DESCRIPTORS = 0xFFFF_FFFFL;
    private static final int P_ALL = 0;
    private static final int WEXITED_WNOHANG = 5;
    private static final int SIGINFO_BYTES = 128;
    private static final int SIGINFO_CODE = 8;
    private static final int SI_KERNEL = 0x80;
    private static final int SIGCHLD = 17;

    @Override
    public String describe() {
      return "be the init of the process " + pid;
    }

    @Override
    public void emit(Emitter emitter) {
      Code code = emitter.code();
      Label reap = code.label();
      Label found = code.label();
      Label wait = code.label();
      Ending ending = new Ending(emitter);
      emitter.require(SystemCall.CLOSE_RANGE, constant(0), constant(ALL_DESCRIPTORS), constant(0));
      code.mark(reap).load(constant(0)).store(ending.pid());
      emitter.skipOn(
          Set.of(Errno.ECHILD),
          wait,
          SystemCall.WAITID,
          constant(P_ALL),
          constant(0),
          ending.info(),
          constant(WEXITED_WNOHANG),
          constant(0));
      code.load(ending.pid()).jumpIfEqual(constant(0), wait);
      code.jumpIfEqual(emitter.cell(pid), found).jump(reap);
      forward(emitter, reap, wait);
      code.mark(found);
      ending.exitLikeIt();
    }

    private void forward(Emitter emitter, Label reap, Label wait) {
      Code code = emitter.code();
      Operand.Address info = emitter.data().zeros(SIGINFO_BYTES);
      Operand.Cell signal = emitter.data().zeros(8).doubleWord(0);
      code.mark(wait);
      emitter.skipOn(
          Set.of(Errno.EINTR),
          wait,
          SystemCall.RT_SIGTIMEDWAIT,
          emitter.data().longs(ALL_SIGNALS),
          info,
          constant(0),
          constant(Long.BYTES));
      code.jumpIfEqual(constant(SIGCHLD), reap).store(signal);
      code.load(info.word(SIGINFO_CODE)).jumpIfEqual(constant(SI_KERNEL), wait);
      code.call(SystemCall.KILL, emitter.cell(pid), signal).jump(wait);
    }
  }

  /** Reads nothing from now on. */
  record NullInput() implements SupervisionStep {
    private static final Slot NULL = new Slot("null-device");

    @Override
    public String describe() {
      return "read from /dev/null";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(
          NULL,
          SystemCall.OPENAT,
          constant(-100),
          emitter.data().string("/dev/null"),
          constant(0),
          constant(0));
      emitter.require(SystemCall.DUP3, emitter.cell(NULL), constant(0), constant(0));
    }
  }

  /** Becomes the program that the first argument names, with the others and the environment. */
  record ExecuteArguments() implements SupervisionStep {
    @Override
    public String describe() {
      return "execute the engine";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.EXECVE,
          Operand.Start.FIRST_ARGUMENT,
          Operand.Start.ARGUMENTS,
          Operand.Start.ENVIRONMENT);
    }
  }
}
