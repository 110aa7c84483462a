package dev.harness.runtime.linux.file;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Files by directory descriptor and name, as bytes: what {@code java.nio.file} cannot do without
 * walking whole paths, following links or assuming an encoding.
 *
 * <p>A {@code name} is one component or a relative path; the last component is never followed.
 * Where an empty name is allowed, it stands for the file of the descriptor itself, which may have
 * been opened with {@link OpenFlag#PATH}.
 */
public final class Filesystem {
  private static final int CURRENT_DIRECTORY = -100;
  private static final int SYMLINK_NO_FOLLOW = 0x100;
  private static final int REMOVE_DIRECTORY = 0x200;
  private static final int EMPTY_PATH = 0x1000;
  private static final int ITSELF_OR_NAME = SYMLINK_NO_FOLLOW | EMPTY_PATH;
  private static final int PATH_MAX = 4096;
  private static final int MODE_FIFO = 0010000;
  private static final int MODE_CHARACTER = 0020000;

  private Filesystem() {}

  /** Opens a path of this process, following links. */
  public static Fd open(Path path, Set<OpenFlag> flags) {
    try (NativeMemory memory = new NativeMemory()) {
      long fd =
          Kernel.attempt(
              SystemCall.OPENAT,
              CURRENT_DIRECTORY,
              memory.string(path.toString()),
              OpenFlag.bits(flags));
      return Fd.owning((int) Calls.require(fd, "open", "path=" + path, "flags=" + flags));
    }
  }

  /** Opens {@code name} below a directory within the given limits ({@code openat2(2)}). */
  public static Fd openIn(
      Fd directory, byte[] name, Set<OpenFlag> flags, int mode, Set<Resolution> limits) {
    long result = tryOpenIn(directory, name, flags, mode, limits);
    return Fd.owning(
        (int)
            Calls.require(
                result,
                "openat2",
                () -> words("path=" + text(name), "flags=" + flags, "resolve=" + limits)));
  }

  /** Like {@link #openIn}, with nothing instead of an error when there is no such file. */
  public static Optional<Fd> openIfPresent(
      Fd directory, byte[] name, Set<OpenFlag> flags, Set<Resolution> limits) {
    long result = tryOpenIn(directory, name, flags, 0, limits);
    if (Kernel.failedWith(result, Errno.ENOENT)) {
      return Optional.empty();
    }
    return Optional.of(
        Fd.owning(
            (int)
                Calls.require(
                    result, "openat2", () -> words("path=" + text(name), "flags=" + flags))));
  }

  private static long tryOpenIn(
      Fd directory, byte[] name, Set<OpenFlag> flags, int mode, Set<Resolution> limits) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer how = memory.allocate(24);
      how.putLong(0, OpenFlag.bits(flags));
      how.putLong(8, mode);
      how.putLong(16, Resolution.bits(limits));
      long result;
      do {
        result =
            Kernel.attempt(
                SystemCall.OPENAT2,
                directory.number(),
                memory.cString(name),
                NativeMemory.address(how),
                24);
        // EAGAIN: something was renamed while the kernel checked that ".." stays inside.
      } while (Kernel.failedWith(result, Errno.EAGAIN));
      return result;
    }
  }

  /** Makes a directory. */
  public static void makeDirectory(Fd directory, byte[] name, int permissions) {
    at(SystemCall.MKDIRAT, directory, name, permissions, 0);
  }

  /** Makes a FIFO. */
  public static void makeFifo(Fd directory, byte[] name, int permissions) {
    at(SystemCall.MKNODAT, directory, name, MODE_FIFO | permissions, 0);
  }

  /** Makes the character device 0:0 by which overlayfs hides a file of a lower layer. */
  public static void makeWhiteout(Fd directory, byte[] name) {
    at(SystemCall.MKNODAT, directory, name, MODE_CHARACTER, 0);
  }

  /** Makes a symbolic link; the target is stored as it stands. */
  public static void makeSymlink(Fd directory, byte[] name, byte[] target) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.attempt(
              SystemCall.SYMLINKAT,
              memory.cString(target),
              directory.number(),
              memory.cString(name));
      Calls.require(
          result, "symlinkat", () -> words("path=" + text(name), "target=" + text(target)));
    }
  }

  /** Makes {@code name} a further name of the file {@code existing}; links are not followed. */
  public static void makeHardLink(
      Fd existingDirectory, byte[] existing, Fd directory, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.attempt(
              SystemCall.LINKAT,
              existingDirectory.number(),
              memory.cString(existing),
              directory.number(),
              memory.cString(name),
              0);
      Calls.require(
          result, "linkat", () -> words("path=" + text(name), "existing=" + text(existing)));
    }
  }

  /** Removes a file that is not a directory. */
  public static void removeFile(Fd directory, byte[] name) {
    at(SystemCall.UNLINKAT, directory, name, 0, 0);
  }

  /** Removes an empty directory. */
  public static void removeDirectory(Fd directory, byte[] name) {
    at(SystemCall.UNLINKAT, directory, name, REMOVE_DIRECTORY, 0);
  }

  /** Where a symbolic link points; the name may be empty. */
  public static byte[] readLink(Fd directory, byte[] name) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer target = memory.allocate(PATH_MAX);
      long length =
          Kernel.attempt(
              SystemCall.READLINKAT,
              directory.number(),
              memory.cString(name),
              NativeMemory.address(target),
              PATH_MAX);
      byte[] bytes = new byte[(int) Calls.require(length, "readlinkat", "path=" + text(name))];
      target.get(0, bytes);
      return bytes;
    }
  }

  /** Gives a file to a user and a group; the name may be empty. */
  public static void changeOwner(Fd directory, byte[] name, long uid, long gid) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.attempt(
              SystemCall.FCHOWNAT,
              directory.number(),
              memory.cString(name),
              uid,
              gid,
              ITSELF_OR_NAME);
      Calls.require(
          result, "fchownat", () -> words("path=" + text(name), "uid=" + uid, "gid=" + gid));
    }
  }

  /**
   * Sets the permissions of an open file, which must not be a symbolic link. There is no such call
   * with a name: {@code fchmodat(2)} follows links.
   */
  public static void changeMode(Fd fd, int permissions) {
    long result = Kernel.attempt(SystemCall.FCHMOD, fd.number(), permissions);
    if (Kernel.failedWith(result, Errno.EBADF)) {
      // Opened with PATH: reachable by its magic link only, until Linux 6.6.
      try (NativeMemory memory = new NativeMemory()) {
        long path = memory.string(fd.procPath());
        result = Kernel.attempt(SystemCall.FCHMODAT, CURRENT_DIRECTORY, path, permissions);
      }
    }
    Calls.require(
        result, "fchmod", () -> words(fd.toString(), "mode=" + Integer.toOctalString(permissions)));
  }

  /** Sets the times of access and modification; the name may be empty. */
  public static void changeTimes(Fd directory, byte[] name, Instant modified) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer times = memory.allocate(32);
      for (int at = 0; at < 32; at += 16) {
        times.putLong(at, modified.getEpochSecond());
        times.putLong(at + 8, modified.getNano());
      }
      long result =
          Kernel.attempt(
              SystemCall.UTIMENSAT,
              directory.number(),
              memory.cString(name),
              NativeMemory.address(times),
              ITSELF_OR_NAME);
      Calls.require(result, "utimensat", () -> words("path=" + text(name), "modified=" + modified));
    }
  }

  /** Describes a file; a symbolic link itself, not what it points to. */
  public static FileStat stat(Fd directory, byte[] name) {
    return Stats.require(Stats.attempt(directory, name, SYMLINK_NO_FOLLOW), text(name));
  }

  /** Describes a file, or nothing when there is none. */
  public static Optional<FileStat> statIfPresent(Fd directory, byte[] name) {
    Stats.Result result = Stats.attempt(directory, name, SYMLINK_NO_FOLLOW);
    return Kernel.failedWith(result.code(), Errno.ENOENT)
        ? Optional.empty()
        : Optional.of(Stats.require(result, text(name)));
  }

  /** Describes an open file. */
  public static FileStat stat(Fd fd) {
    return Stats.require(Stats.attempt(fd, new byte[0], ITSELF_OR_NAME), fd.toString());
  }

  /** Writes all changes of the file system that {@code fd} lies on to the disk. */
  public static void syncFilesystem(Fd fd) {
    Calls.require(Kernel.attempt(SystemCall.SYNCFS, fd.number()), "syncfs", fd.toString());
  }

  private static void at(SystemCall call, Fd directory, byte[] name, long a, long b) {
    try (NativeMemory memory = new NativeMemory()) {
      long result = Kernel.attempt(call, directory.number(), memory.cString(name), a, b);
      Calls.require(result, call.callName(), () -> words("path=" + text(name)));
    }
  }

  private static String[] words(String... arguments) {
    return arguments;
  }

  /** A name for people: malformed bytes become replacement characters. */
  static String text(byte[] name) {
    return new String(Arrays.copyOf(name, Math.min(name.length, 255)), StandardCharsets.UTF_8);
  }
}
