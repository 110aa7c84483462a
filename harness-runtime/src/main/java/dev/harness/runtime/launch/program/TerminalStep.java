package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Steps about the terminal of a process: a pseudo terminal of the container's own (C33). */
public sealed interface TerminalStep extends Step {
  /** The side that goes to the engine. */
  Slot MASTER = new Slot("terminal-master");

  /** The side that the process has. */
  Slot SLAVE = new Slot("terminal");

  /** {@code O_RDWR | O_NOCTTY | O_CLOEXEC}. */
  int OPEN_FLAGS = 0x80102;

  /** Makes a terminal in a file system of terminals that this program made. */
  record Make(Slot terminals) implements TerminalStep {
    @Override
    public String describe() {
      return "make a terminal in " + terminals;
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(
          MASTER,
          SystemCall.OPENAT,
          emitter.cell(terminals),
          emitter.data().string("ptmx"),
          constant(OPEN_FLAGS),
          constant(0));
    }
  }

  /**
   * Makes a terminal in the file system of terminals that a running container has. What is there
   * was in the hands of the container: it must be one, reached through no link.
   */
  record MakeInside() implements TerminalStep {
    private static final String PLACE = "/dev/pts/ptmx";
    private static final int RESOLVE_IN_ROOT_NO_LINKS = 0x10 | 0x04 | 0x02;
    private static final int OPEN_HOW_BYTES = 24;
    private static final int STATFS_BYTES = 120;
    private static final int DEVPTS_SUPER_MAGIC = 0x1cd1;

    @Override
    public String describe() {
      return "make a terminal by " + PLACE;
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.requireInto(
          MASTER,
          SystemCall.OPENAT2,
          constant(-100),
          emitter.data().string(PLACE),
          emitter.data().longs(OPEN_FLAGS, 0, RESOLVE_IN_ROOT_NO_LINKS),
          constant(OPEN_HOW_BYTES));
      Operand.Address system = emitter.data().zeros(STATFS_BYTES);
      emitter.require(SystemCall.FSTATFS, emitter.cell(MASTER), system);
      Label genuine = emitter.code().label();
      emitter.code().load(system.doubleWord(0)).jumpIfEqual(constant(DEVPTS_SUPER_MAGIC), genuine);
      emitter.code().load(constant(-Errno.ENOTTY.number())).jump(emitter.failed()).mark(genuine);
    }
  }

  /** Opens the process's side of the terminal, and gives it to a user. */
  record Open(TerminalSize size, int uid) implements TerminalStep {
    private static final int TIOCSPTLCK = 0x40045431;
    private static final int TIOCGPTPEER = 0x5441;
    private static final int TIOCSWINSZ = 0x5414;
    private static final int SAME_GROUP = -1;

    @Override
    public String describe() {
      return "open the terminal for user %d with %s".formatted(uid, size);
    }

    @Override
    public void emit(Emitter emitter) {
      Operand master = emitter.cell(MASTER);
      Operand unlocked = emitter.data().zeros(4);
      emitter.require(SystemCall.IOCTL, master, constant(TIOCSPTLCK), unlocked);
      emitter.requireInto(
          SLAVE, SystemCall.IOCTL, master, constant(TIOCGPTPEER), constant(OPEN_FLAGS));
      Operand window = emitter.data().longs(size.packed());
      emitter.require(SystemCall.IOCTL, master, constant(TIOCSWINSZ), window);
      // So that it can open /dev/stdout (C13); the group is that of all terminals.
      emitter.require(SystemCall.FCHOWN, emitter.cell(SLAVE), constant(uid), constant(SAME_GROUP));
    }
  }

  /** Copies the terminal as a mount, for {@code /dev/console}. */
  record Copy(Slot console) implements TerminalStep {
    @Override
    public String describe() {
      return "copy the terminal as " + console;
    }

    @Override
    public void emit(Emitter emitter) {
      new MountCalls(emitter).copy(console, SLAVE);
    }
  }

  /** Sends the engine's side over a socket. */
  record Send(int socket) implements TerminalStep {
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int CONTROL_LENGTH = 20;
    private static final int CONTROL_BYTES = 24;
    private static final int DESCRIPTOR = 16;

    @Override
    public String describe() {
      return "send the engine's side of the terminal over descriptor " + socket;
    }

    @Override
    public void emit(Emitter emitter) {
      ByteBuffer header = ByteBuffer.allocate(CONTROL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(CONTROL_LENGTH).putInt(SOL_SOCKET).putInt(SCM_RIGHTS);
      Operand.Address control = emitter.data().bytes(header.array());
      Operand.Address content = emitter.data().zeros(1);
      Operand.Address vector = emitter.data().longs(content.address(), 1);
      Operand.Address message =
          emitter.data().longs(0, 0, vector.address(), 1, control.address(), CONTROL_BYTES, 0);
      emitter.code().load(emitter.cell(MASTER)).store(control.word(DESCRIPTOR));
      emitter.require(SystemCall.SENDMSG, constant(socket), message, constant(0));
      emitter.close(MASTER);
    }
  }

  /** Takes the terminal as standard streams and as the one that controls the session. */
  record Use() implements TerminalStep {
    private static final int TIOCSCTTY = 0x540E;
    private static final int STREAMS = 3;

    @Override
    public String describe() {
      return "use the terminal";
    }

    @Override
    public void emit(Emitter emitter) {
      for (int stream = 0; stream < STREAMS; stream++) {
        emitter.require(SystemCall.DUP3, emitter.cell(SLAVE), constant(stream), constant(0));
      }
      emitter.require(SystemCall.IOCTL, constant(0), constant(TIOCSCTTY), constant(0));
    }
  }
}
