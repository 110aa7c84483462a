package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.DirectoryEntries;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies what is in one directory to another, with owners, modes and times, and those of the
 * directory itself: how a volume begins as what the image has in its place (C28).
 *
 * <p>No link is followed and no mount entered, on neither side. Hard links within the tree stay
 * what they are; devices and sockets are left out.
 */
public final class TreeCopy {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final Set<OpenFlag> LIST = Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);
  private static final Set<OpenFlag> READ = Set.of(OpenFlag.READ_ONLY, OpenFlag.NON_BLOCKING);
  private static final Set<OpenFlag> NEW =
      Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE);
  private static final Set<OpenFlag> ITSELF = Set.of(OpenFlag.PATH, OpenFlag.NO_FOLLOW);
  private static final Set<Resolution> BELOW =
      Set.of(Resolution.BENEATH, Resolution.NO_SYMLINKS, Resolution.NO_CROSSING);
  private static final byte[] TOP = {'.'};
  private static final int OWNER_ONLY = 0700;
  private static final int BUFFER = 128 * 1024;

  private final Fd source;
  private final Fd target;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final DirectoryEntries entries = new DirectoryEntries();
  private final Map<Long, byte[]> copied = new HashMap<>();
  private final Deque<byte[]> found = new ArrayDeque<>();

  private TreeCopy(Fd source, Fd target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Copies.
   *
   * @param source a directory, which stays the caller's
   * @param target an empty directory, which stays the caller's
   * @throws SystemException when something cannot be read or made; what was copied stays
   */
  public static void copy(Fd source, Fd target) {
    new TreeCopy(source, target).run();
  }

  /** Whether there is nothing in a directory. */
  public static boolean isEmpty(Fd directory) {
    try (Fd list = Filesystem.openIn(directory, TOP, LIST, 0, BELOW)) {
      return new DirectoryEntries().next(list).isEmpty();
    }
  }

  private void run() {
    Deque<byte[]> directories = new ArrayDeque<>();
    found.add(TOP);
    while (!found.isEmpty()) {
      byte[] directory = found.remove();
      directories.push(directory);
      try (Fd from = Filesystem.openIn(source, directory, LIST, 0, BELOW);
          Fd to = Filesystem.openIn(target, directory, PLACE, 0, BELOW)) {
        copyEntries(directory, from, to);
      }
    }
    // The last found first: what is made in a directory changes its time.
    directories.forEach(this::finish);
  }

  private void copyEntries(byte[] path, Fd from, Fd to) {
    for (List<byte[]> names = entries.next(from); !names.isEmpty(); names = entries.next(from)) {
      for (byte[] name : names) {
        copyEntry(joined(path, name), name, from, to);
      }
    }
  }

  private void copyEntry(byte[] path, byte[] name, Fd from, Fd to) {
    FileStat stat = Filesystem.stat(from, name);
    switch (stat.type()) {
      case DIRECTORY -> {
        Filesystem.makeDirectory(to, name, OWNER_ONLY);
        found.add(path);
      }
      case REGULAR -> copyFile(path, name, from, to, stat);
      case SYMLINK -> {
        Filesystem.makeSymlink(to, name, Filesystem.readLink(from, name));
        Filesystem.changeOwner(to, name, stat.uid(), stat.gid());
        Filesystem.changeTimes(to, name, stat.modified());
      }
      case FIFO -> {
        Filesystem.makeFifo(to, name, OWNER_ONLY);
        try (Fd fifo = Filesystem.openIn(to, name, ITSELF, 0, BELOW)) {
          apply(fifo, to, name, stat);
        }
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> {
        // Nothing that a volume could begin with.
      }
    }
  }

  private void copyFile(byte[] path, byte[] name, Fd from, Fd to, FileStat stat) {
    byte[] first = copied.putIfAbsent(stat.inode(), path);
    if (first != null) {
      Filesystem.makeHardLink(target, first, to, name);
      return;
    }
    try (Fd in = Filesystem.openIn(from, name, READ, 0, BELOW);
        Fd out = Filesystem.openIn(to, name, NEW, OWNER_ONLY, BELOW)) {
      while (Io.read(in, buffer.clear()) > 0) {
        Io.write(out, buffer.flip());
      }
      apply(out, to, name, stat);
    }
  }

  private void finish(byte[] directory) {
    FileStat stat = Filesystem.stat(source, directory);
    try (Fd made = Filesystem.openIn(target, directory, PLACE, 0, BELOW)) {
      apply(made, made, new byte[0], stat);
    }
  }

  private static void apply(Fd file, Fd directory, byte[] name, FileStat stat) {
    Filesystem.changeOwner(directory, name, stat.uid(), stat.gid());
    Filesystem.changeMode(file, stat.permissions());
    Filesystem.changeTimes(directory, name, stat.modified());
  }

  private static byte[] joined(byte[] directory, byte[] name) {
    if (Arrays.equals(directory, TOP)) {
      return name;
    }
    byte[] path = Arrays.copyOf(directory, directory.length + 1 + name.length);
    path[directory.length] = '/';
    System.arraycopy(name, 0, path, directory.length + 1, name.length);
    return path;
  }
}
