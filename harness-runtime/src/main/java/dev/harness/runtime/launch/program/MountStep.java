package dev.harness.runtime.launch.program;

import static dev.harness.runtime.linux.elf.Operand.constant;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.file.MountAttribute;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Steps about mounts; what is mounted and where are descriptors, never looked up twice. */
public sealed interface MountStep extends Step {
  /** {@code MS_NOSUID}, {@code MS_NODEV} and {@code MS_NOEXEC}. */
  int NO_SUID_NO_DEV_NO_EXEC = 14;

  /** Makes a file system that is mounted nowhere yet. */
  record Make(Slot mount, String type, List<String> options, Set<MountAttribute> attributes)
      implements MountStep {
    private static final Slot CONTEXT = new Slot("file-system-context");

    /** Copies the collections. */
    public Make {
      options = List.copyOf(options);
      attributes = Set.copyOf(attributes);
    }

    @Override
    public String describe() {
      return "make the file system %s %s with %s as %s"
          .formatted(type, options, sorted(attributes), mount);
    }

    @Override
    public void emit(Emitter emitter) {
      MountCalls calls = new MountCalls(emitter);
      calls.openFileSystem(CONTEXT, type);
      if (options.stream().noneMatch(option -> option.startsWith("source="))) {
        calls.configure(CONTEXT, "source=" + type);
      }
      options.forEach(option -> calls.configure(CONTEXT, option));
      calls.create(CONTEXT, mount, attributes);
      emitter.close(CONTEXT);
    }
  }

  /** Copies a mount or a part of one; the copy is mounted nowhere yet. */
  record Copy(Slot mount, String path, boolean recursive, Set<MountAttribute> attributes)
      implements MountStep {
    /** Copies the set. */
    public Copy {
      attributes = Set.copyOf(attributes);
    }

    @Override
    public String describe() {
      return "copy the mount%s %s with %s as %s"
          .formatted(recursive ? "s from" : " at", path, sorted(attributes), mount);
    }

    @Override
    public void emit(Emitter emitter) {
      MountCalls calls = new MountCalls(emitter);
      calls.copy(mount, path, recursive);
      calls.restrict(emitter.cell(mount), attributes);
    }
  }

  /** Takes a detached mount from the one who started the program. */
  record Adopt(Slot mount, int fd, Set<MountAttribute> attributes) implements MountStep {
    /** Copies the set. */
    public Adopt {
      attributes = Set.copyOf(attributes);
    }

    @Override
    public String describe() {
      return "take the mount of descriptor %d with %s as %s"
          .formatted(fd, sorted(attributes), mount);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.code().load(constant(fd)).store(emitter.cell(mount));
      new MountCalls(emitter).restrict(emitter.cell(mount), attributes);
    }
  }

  /**
   * Mounts what a slot holds, and closes it.
   *
   * @param followsLinks whether {@code target} may lead through symbolic links
   * @param optional whether a missing target is passed over
   */
  record Attach(Slot mount, String target, boolean followsLinks, boolean optional)
      implements MountStep {
    private static final Slot TARGET = new Slot("mount-target");

    @Override
    public String describe() {
      return "mount %s on %s%s".formatted(mount, target, optional ? " if it exists" : "");
    }

    @Override
    public void emit(Emitter emitter) {
      MountCalls calls = new MountCalls(emitter);
      Label absent = emitter.code().label();
      calls.openTarget(TARGET, target, followsLinks, optional, absent);
      calls.move(mount, TARGET);
      emitter.close(TARGET);
      emitter.code().mark(absent);
      emitter.close(mount);
    }
  }

  /** Makes what is at a path impossible to write, if it exists. */
  record MakeReadOnly(String path) implements MountStep {
    private static final Slot TARGET = new Slot("read-only-target");
    private static final Slot COPY = new Slot("read-only-copy");

    @Override
    public String describe() {
      return "make %s read-only if it exists".formatted(path);
    }

    @Override
    public void emit(Emitter emitter) {
      MountCalls calls = new MountCalls(emitter);
      Label absent = emitter.code().label();
      calls.openTarget(TARGET, path, false, true, absent);
      calls.copy(COPY, TARGET);
      calls.restrict(emitter.cell(COPY), Set.of(MountAttribute.READ_ONLY));
      calls.move(COPY, TARGET);
      emitter.close(COPY);
      emitter.close(TARGET);
      emitter.code().mark(absent);
    }
  }

  /** Makes the root impossible to write, but not what is mounted in it. */
  record RestrictRoot() implements MountStep {
    @Override
    public String describe() {
      return "make the root read-only";
    }

    @Override
    public void emit(Emitter emitter) {
      new MountCalls(emitter).restrictAt("/", Set.of(MountAttribute.READ_ONLY));
    }
  }

  /**
   * Keeps later mounts of this namespace from others.
   *
   * @param receives whether those of others come to it, as far as they are shared
   */
  record Separate(boolean receives) implements MountStep {
    private static final int MS_REC = 0x4000;
    private static final int MS_PRIVATE = 1 << 18;
    private static final int MS_SLAVE = 1 << 19;

    @Override
    public String describe() {
      return receives ? "let mounts come, and none go" : "make all mounts private";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.MOUNT,
          constant(0),
          emitter.data().string("/"),
          constant(0),
          constant(MS_REC | (receives ? MS_SLAVE : MS_PRIVATE)),
          constant(0));
    }
  }

  /** Mounts a directory with all mounts below it on itself, so that it can become the root. */
  record BindOnItself(String path) implements MountStep {
    private static final int MS_BIND_REC = 0x1000 | 0x4000;

    @Override
    public String describe() {
      return "bind %s on itself".formatted(path);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.MOUNT,
          emitter.data().string(path),
          emitter.data().string(path),
          constant(0),
          constant(MS_BIND_REC),
          constant(0));
    }
  }

  /** Makes the working directory the root; the old root is on top of it. */
  record PivotRoot() implements MountStep {
    @Override
    public String describe() {
      return "make the working directory the root";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(
          SystemCall.PIVOT_ROOT, emitter.data().string("."), emitter.data().string("."));
    }
  }

  /** Takes the old root away from the working directory. */
  record DetachOldRoot() implements MountStep {
    private static final int MNT_DETACH = 2;

    @Override
    public String describe() {
      return "detach the old root";
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.require(SystemCall.UMOUNT2, emitter.data().string("."), constant(MNT_DETACH));
    }
  }

  /**
   * Mounts a new file system on a path that has an older one of that type, which stays where the
   * kernel refuses: in an outer container that covers parts of it (R19, R20).
   */
  record Renew(String type, String path) implements MountStep {
    @Override
    public String describe() {
      return "mount a new %s on %s if that is allowed".formatted(type, path);
    }

    @Override
    public void emit(Emitter emitter) {
      emitter.attempt(
          Set.of(Errno.EPERM),
          SystemCall.MOUNT,
          emitter.data().string(type),
          emitter.data().string(path),
          emitter.data().string(type),
          constant(NO_SUID_NO_DEV_NO_EXEC),
          constant(0));
    }
  }

  private static Set<MountAttribute> sorted(Set<MountAttribute> attributes) {
    return new TreeSet<>(attributes);
  }
}
