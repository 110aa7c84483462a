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
        Fd tree = cloneTree(source)) {
      ByteBuffer attributes = memory.allocate(32);
      attributes.putLong(0, ATTRIBUTE_IDMAP);
      attributes.putLong(24, userNamespace.number());
      long set =
          Kernel.attempt(
              SystemCall.MOUNT_SETATTR,
              tree.number(),
              memory.string(""),
              EMPTY_PATH,
              NativeMemory.address(attributes),
              32);
      Calls.require(set, "mount_setattr", "tree=" + source, "attributes=idmap");
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

  private static Fd cloneTree(Path source) {
    try (NativeMemory memory = new NativeMemory()) {
      long fd =
          Kernel.attempt(
              SystemCall.OPEN_TREE,
              CURRENT_DIRECTORY,
              memory.string(source.toString()),
              OPEN_TREE_CLONE | CLOSE_ON_EXEC);
      return Fd.owning((int) Calls.require(fd, "open_tree", "path=" + source, "flags=[CLONE]"));
    }
  }
}
