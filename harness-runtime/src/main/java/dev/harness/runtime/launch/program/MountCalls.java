package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import dev.harness.runtime.linux.file.MountAttribute;
import java.util.Set;

/** The kernel's mount calls by descriptor, as in {@code fsopen(2)} and {@code move_mount(2)}. */
final class MountCalls {
  private static final Operand NONE = constant(0);
  private static final Operand WORKING_DIRECTORY = constant(-100);
  private static final Operand CLOSE_ON_EXEC = constant(1);
  private static final int FSCONFIG_SET_FLAG = 0;
  private static final int FSCONFIG_SET_STRING = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int OPEN_TREE_CLONE_CLOEXEC = 0x80001;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int MOVE_MOUNT_BOTH_EMPTY = 0x4 | 0x40;
  private static final long ATTRIBUTES_OF_ATIME = 0x70;
  private static final int MOUNT_ATTR_BYTES = 32;
  private static final int O_PATH_CLOEXEC = 0x280000;
  private static final int RESOLVE_NO_MAGICLINKS = 0x02;
  private static final int RESOLVE_NO_SYMLINKS = 0x04;
  private static final int RESOLVE_IN_ROOT = 0x10;
  private static final int OPEN_HOW_BYTES = 24;

  private final Emitter emitter;

  MountCalls(Emitter emitter) {
    this.emitter = emitter;
  }

  void openFileSystem(Slot context, String type) {
    emitter.requireInto(context, SystemCall.FSOPEN, emitter.data().string(type), CLOSE_ON_EXEC);
  }

  void configure(Slot context, String option) {
    int equals = option.indexOf('=');
    boolean flag = equals < 0;
    Operand key = emitter.data().string(flag ? option : option.substring(0, equals));
    Operand value = flag ? NONE : emitter.data().string(option.substring(equals + 1));
    int command = flag ? FSCONFIG_SET_FLAG : FSCONFIG_SET_STRING;
    emitter.require(
        SystemCall.FSCONFIG, emitter.cell(context), constant(command), key, value, NONE);
  }

  void create(Slot context, Slot mount, Set<MountAttribute> attributes) {
    emitter.require(
        SystemCall.FSCONFIG,
        emitter.cell(context),
        constant(FSCONFIG_CMD_CREATE),
        NONE,
        NONE,
        NONE);
    emitter.requireInto(
        mount,
        SystemCall.FSMOUNT,
        emitter.cell(context),
        CLOSE_ON_EXEC,
        constant(MountAttribute.flags(attributes)));
  }

  void copy(Slot mount, String path, boolean recursive) {
    int flags = OPEN_TREE_CLONE_CLOEXEC | (recursive ? AT_RECURSIVE : 0);
    emitter.requireInto(
        mount,
        SystemCall.OPEN_TREE,
        WORKING_DIRECTORY,
        emitter.data().string(path),
        constant(flags));
  }

  void copy(Slot mount, Slot source) {
    emitter.requireInto(
        mount,
        SystemCall.OPEN_TREE,
        emitter.cell(source),
        emitter.data().string(""),
        constant(OPEN_TREE_CLONE_CLOEXEC | AT_RECURSIVE | AT_EMPTY_PATH));
  }

  /** Adds attributes to a mount and those below it; what is forbidden already stays so (C8). */
  void restrict(Operand mount, Set<MountAttribute> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    long set = MountAttribute.flags(attributes);
    long clear = (set & ATTRIBUTES_OF_ATIME) == 0 ? 0 : ATTRIBUTES_OF_ATIME;
    emitter.require(
        SystemCall.MOUNT_SETATTR,
        mount,
        emitter.data().string(""),
        constant(AT_EMPTY_PATH | AT_RECURSIVE),
        emitter.data().longs(set, clear, 0, 0),
        constant(MOUNT_ATTR_BYTES));
  }

  /** Adds attributes to the mount at a path alone. */
  void restrictAt(String path, Set<MountAttribute> attributes) {
    emitter.require(
        SystemCall.MOUNT_SETATTR,
        WORKING_DIRECTORY,
        emitter.data().string(path),
        NONE,
        emitter.data().longs(MountAttribute.flags(attributes), 0, 0, 0),
        constant(MOUNT_ATTR_BYTES));
  }

  void openTarget(Slot target, String path, boolean links, boolean optional, Label absent) {
    long resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | (links ? 0 : RESOLVE_NO_SYMLINKS);
    emitter.skipOn(
        optional ? Set.of(Errno.ENOENT) : Set.of(),
        absent,
        SystemCall.OPENAT2,
        WORKING_DIRECTORY,
        emitter.data().string(path),
        emitter.data().longs(O_PATH_CLOEXEC, 0, resolve),
        constant(OPEN_HOW_BYTES));
    emitter.code().store(emitter.cell(target));
  }

  void move(Slot mount, Slot target) {
    Operand empty = emitter.data().string("");
    emitter.require(
        SystemCall.MOVE_MOUNT,
        emitter.cell(mount),
        empty,
        emitter.cell(target),
        empty,
        constant(MOVE_MOUNT_BOTH_EMPTY));
  }
}
