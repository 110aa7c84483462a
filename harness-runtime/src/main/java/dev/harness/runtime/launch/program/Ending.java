package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Code;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import java.util.Set;

/** How a child of the program ended: the code around one {@code siginfo_t}. */
final class Ending {
  private static final int WEXITED = 4;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_BYTES = 128;
  private static final int SIGINFO_CODE = 8;
  private static final int SIGINFO_PID = 16;
  private static final int SIGINFO_STATUS = 24;
  private static final int SIGNALED = 128;

  private final Emitter emitter;
  private final Operand.Address info;
  private final Operand.Cell exitCode;

  Ending(Emitter emitter) {
    this.emitter = emitter;
    info = emitter.data().zeros(SIGINFO_BYTES);
    exitCode = emitter.data().zeros(8).doubleWord(0);
  }

  /** Waits for the end of a child. */
  void await(int idType, Operand id) {
    Label again = emitter.code().label();
    emitter.code().mark(again);
    emitter.skipOn(
        Set.of(Errno.EINTR),
        again,
        SystemCall.WAITID,
        constant(idType),
        id,
        info,
        constant(WEXITED),
        constant(0));
  }

  /** Where the description of a child that ended goes. */
  Operand.Address info() {
    return info;
  }

  /** The id of the child that ended. */
  Operand.Cell pid() {
    return info.word(SIGINFO_PID);
  }

  /** Ends this program with the child's code, or 128 and the signal that killed it. */
  void exitLikeIt() {
    Code code = emitter.code();
    Label exited = code.label();
    code.load(info.word(SIGINFO_CODE)).jumpIfEqual(constant(CLD_EXITED), exited);
    code.load(info.word(SIGINFO_STATUS)).add(SIGNALED).store(exitCode);
    code.call(SystemCall.EXIT_GROUP, exitCode);
    code.mark(exited).load(info.word(SIGINFO_STATUS)).store(exitCode);
    code.call(SystemCall.EXIT_GROUP, exitCode);
  }
}
