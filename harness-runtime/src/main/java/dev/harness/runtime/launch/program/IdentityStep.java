package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.seccomp.BpfInstruction;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Steps about who a process is and what it may do. */
public sealed interface IdentityStep extends Step {

  /**
   * Sets the supplementary groups. They stay as they are where the user namespace forbids it, which
   * one with a single id does (R3).
   */
  record Groups(List<Integer> gids) implements IdentityStep {
    /** Copies the list. */
    public Groups {
      gids = List.copyOf(gids);
    }

    @Override
    public String describe() {
      return "set the supplementary groups to " + gids;
    }

    @Override
    public void emit(Emitter emitter) {
      ByteBuffer list = ByteBuffer.allocate(4 * gids.size()).order(ByteOrder.LITTLE_ENDIAN);
      gids.forEach(list::putInt);
      emitter.attempt(
          Set.of(Errno.EPERM),
          SystemCall.SETGROUPS,
          constant(gids.size()),
          emitter.data().bytes(list.array()));
    }
  }

  /** Sets the real, effective and saved group. */
  record Group(int gid) implements IdentityStep {
    @Override
    public String describe() {
      return "become group " + gid;
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.SETRESGID, constant(gid), constant(gid), constant(gid));
    }
  }

  /** Sets the real, effective and saved user; another than root loses its capabilities. */
  record User(int uid) implements IdentityStep {
    @Override
    public String describe() {
      return "become user " + uid;
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.SETRESUID, constant(uid), constant(uid), constant(uid));
    }
  }

  /** Becomes the root of the user namespace, unless that has none. */
  record Root() implements IdentityStep {
    @Override
    public String describe() {
      return "become root if there is one";
    }

    @Override
    public void emit(Emitter emitter) {
      Operand root = constant(0);
      emitter.attempt(Set.of(Errno.EINVAL), SystemCall.SETRESGID, root, root, root);
      emitter.attempt(Set.of(Errno.EINVAL), SystemCall.SETRESUID, root, root, root);
    }
  }

  /** Gives up, for this process and all it executes, every capability but those kept. */
  record LimitCapabilities(Set<Capability> kept) implements IdentityStep {
    private static final int PR_CAPBSET_DROP = 24;
    private static final int ALL = 64;

    /** Copies the set. */
    public LimitCapabilities {
      kept = Set.copyOf(kept);
    }

    @Override
    public String describe() {
      return "limit the capabilities to " + new TreeSet<>(kept);
    }

    @Override
    public void emit(Emitter emitter) {
      long keptBits = Capability.bits(kept);
      Label done = emitter.code().label();
      for (int number = 0; number < ALL; number++) {
        if ((keptBits >>> number & 1) == 0) {
          // Those that a newer kernel has go too; behind its last one it says EINVAL.
          boolean known = number < Capability.values().length;
          emitter.skipOn(
              known ? Set.of() : Set.of(Errno.EINVAL),
              done,
              SystemCall.PRCTL,
              constant(PR_CAPBSET_DROP),
              constant(number));
        }
      }
      emitter.code().mark(done);
    }
  }

  /** Sets the permitted and effective capabilities; none is inheritable (C16). */
  record Capabilities(Set<Capability> effective) implements IdentityStep {
    private static final int VERSION_3 = 0x20080522;

    /** Copies the set. */
    public Capabilities {
      effective = Set.copyOf(effective);
    }

    @Override
    public String describe() {
      return "set the capabilities to " + new TreeSet<>(effective);
    }

    @Override
    public void emit(Emitter emitter) {
      int low = (int) Capability.bits(effective);
      int high = (int) (Capability.bits(effective) >>> 32);
      ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(VERSION_3);
      ByteBuffer sets = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      sets.putInt(low).putInt(low).putInt(0).putInt(high).putInt(high).putInt(0);
      emitter.require(
          SystemCall.CAPSET,
          emitter.data().bytes(header.array()),
          emitter.data().bytes(sets.array()));
    }
  }

  /** Takes their force from set-user-ID files. */
  record NoNewPrivileges() implements IdentityStep {
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    @Override
    public String describe() {
      return "give up new privileges";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.PRCTL,
          constant(PR_SET_NO_NEW_PRIVS),
          constant(1),
          constant(0),
          constant(0),
          constant(0));
    }
  }

  /** Filters the system calls of this process and all it starts. */
  record Filter(SeccompFilter filter) implements IdentityStep {
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    @Override
    public String describe() {
      return "filter system calls with %d instructions".formatted(filter.instructions().size());
    }

    @Override
    public void emit(Emitter emitter) {
      List<BpfInstruction> code = filter.instructions();
      ByteBuffer bytes = ByteBuffer.allocate(8 * code.size()).order(ByteOrder.LITTLE_ENDIAN);
      for (BpfInstruction instruction : code) {
        bytes.putShort((short) instruction.code());
        bytes.put((byte) instruction.whenTrue()).put((byte) instruction.whenFalse());
        bytes.putInt(instruction.operand());
      }
      Operand.Address instructions = emitter.data().bytes(bytes.array());
      emitter.require(
          SystemCall.SECCOMP,
          constant(SECCOMP_SET_MODE_FILTER),
          constant(0),
          emitter.data().longs(code.size(), instructions.address()));
    }
  }

  /** Leaves the keys of the engine's session behind; not where keys are switched off (C17). */
  record NewSessionKeyring() implements IdentityStep {
    private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;

    @Override
    public String describe() {
      return "join a new session keyring";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.attempt(
          Set.of(Errno.ENOSYS, Errno.EPERM),
          SystemCall.KEYCTL,
          constant(KEYCTL_JOIN_SESSION_KEYRING),
          constant(0));
    }
  }

  /** Hides the process from others of its user until it executes its file (CVE-2016-9962). */
  record NotDumpable() implements IdentityStep {
    private static final int PR_SET_DUMPABLE = 4;

    @Override
    public String describe() {
      return "hide from debuggers";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.PRCTL, constant(PR_SET_DUMPABLE), constant(0));
    }
  }
}
