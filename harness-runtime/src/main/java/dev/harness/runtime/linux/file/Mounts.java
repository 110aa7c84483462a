package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/** Mounts that the engine makes in its own mount namespace. */
public final class Mounts {
  private static final int CURRENT_DIRECTORY = -100;
  private static final long OPEN_TREE_CLONE = 1;
  private static final long CLOSE_ON_EXEC = 0x80000;
  private static final long EMPTY_PATH = 0x1000;
  private static final long MOVE_FROM_EMPTY_PATH = 0x4;
  private static final long MOVE_TO_EMPTY_PATH = 0x40;
  private static final long RECURSIVE = 0x8000;
  private static final long PROPAGATION_PRIVATE = 1 << 18;
  private static final long PROPAGATION_SLAVE = 1 << 19;
  private static final long DETACH = 2;
  private static final long ATTRIBUTE_IDMAP = 0x00100000;

  private Mounts() {}

  /** Mounts a new file system on a directory. */
  public static void mount(String type, Path target, Set<MountAttribute> attributes, String data) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.attempt(
              SystemCall.MOUNT,
              memory.string(type),
              memory.string(target.toString()),
              memory.string(type),
              MountAttribute.flags(attributes),
              memory.string(data));
      Calls.require(
          result,
          "mount",
          "type=" + type,
          "target=" + target,
          "flags=" + attributes,
          "data=" + data);
    }
  }

  /** Takes a mount away from its place; what still uses it keeps it. */
  public static void detach(Path target) {
    try (NativeMemory memory = new NativeMemory()) {
      long result = Kernel.attempt(SystemCall.UMOUNT2, memory.string(target.toString()), DETACH);
      Calls.require(result, "umount2", "target=" + target);
    }
  }

  /**
   * Mounts the tree {@code source} on {@code target} with owners mapped by a user namespace: id n
   * on disk appears as the id that the namespace's n has outside (Linux 5.12).
   */
  public static void mountMapped(Path source, Path target, Fd userNamespace) {
    try (NativeMemory memory = new NativeMemory();
        Fd tree = copy(source, false)) {
      mapOwners(tree, userNamespace, false);
      long moved =
          Kernel.attempt(
              SystemCall.MOVE_MOUNT,
              tree.number(),
              memory.string(""),
              CURRENT_DIRECTORY,
              memory.string(target.toString()),
              MOVE_FROM_EMPTY_PATH);
      Calls.require(moved, "move_mount", "tree=" + source, "target=" + target);
    }
  }

  /**
   * Copies the mount at {@code source}, or the part of one that lies there; the copy is attached
   * nowhere and goes when its descriptor is closed.
   *
   * @param recursive whether the mounts below it come along
   */
  public static Fd copy(Path source, boolean recursive) {
    try (NativeMemory memory = new NativeMemory()) {
      long flags = OPEN_TREE_CLONE | CLOSE_ON_EXEC | (recursive ? RECURSIVE : 0);
      long fd =
          Kernel.attempt(
              SystemCall.OPEN_TREE, CURRENT_DIRECTORY, memory.string(source.toString()), flags);
      return Fd.owning((int) Calls.require(fd, "open_tree", "path=" + source, "flags=[CLONE]"));
    }
  }

  /** Maps the owners of a copy that is attached nowhere, as {@link #mountMapped} says. */
  public static void mapOwners(Fd tree, Fd userNamespace, boolean recursive) {
    change(tree, ATTRIBUTE_IDMAP, 0, userNamespace.number(), recursive, "idmap");
  }

  /** Forbids what {@code attributes} say on a mount. */
  public static void restrict(Fd tree, Set<MountAttribute> attributes, boolean recursive) {
    change(tree, MountAttribute.flags(attributes), 0, 0, recursive, attributes.toString());
  }

  /**
   * Keeps the later mounts of a copy from others.
   *
   * @param receives whether those of others come to it, where they have done so until now
   */
  public static void isolate(Fd tree, boolean recursive, boolean receives) {
    long propagation = receives ? PROPAGATION_SLAVE : PROPAGATION_PRIVATE;
    change(tree, 0, propagation, 0, recursive, receives ? "slave" : "private");
  }

  private static void change(
      Fd tree,
      long attributes,
      long propagation,
      long userNamespace,
      boolean recursive,
      String shown) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer change = memory.allocate(32);
      change.putLong(0, attributes);
      change.putLong(16, propagation);
      change.putLong(24, userNamespace);
      long result =
          Kernel.attempt(
              SystemCall.MOUNT_SETATTR,
              tree.number(),
              memory.string(""),
              EMPTY_PATH | (recursive ? RECURSIVE : 0),
              NativeMemory.address(change),
              32);
      Calls.require(result, "mount_setattr", tree.toString(), "attributes=" + shown);
    }
  }

  /** Attaches a copy at the open {@code place}, a directory or a file as the copy is. */
  public static void attach(Fd tree, Fd place) {
    try (NativeMemory memory = new NativeMemory()) {
      long empty = memory.string("");
      long moved =
          Kernel.attempt(
              SystemCall.MOVE_MOUNT,
              tree.number(),
              empty,
              place.number(),
              empty,
              MOVE_FROM_EMPTY_PATH | MOVE_TO_EMPTY_PATH);
      Calls.require(moved, "move_mount", tree.toString(), "target=" + place);
    }
  }
}
