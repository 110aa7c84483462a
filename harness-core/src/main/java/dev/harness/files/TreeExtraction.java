package dev.harness.files;

import dev.harness.locate.user.HarnessLog;
import dev.harness.tar.TarReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Unpacks the archive of a container's directory. The container may have made the archive up, so
 * nothing is written but below the target, and no link of the archive is ever followed: links come
 * last, and only those that stay within.
 */
final class TreeExtraction {
  private static final int MAX_ENTRIES = 1 << 20;
  private static final long MAX_BYTES = 32L << 30;
  private static final int MAX_NAME_CHARACTERS = 64 << 20;

  private final String prefix;
  private final TargetTree tree;
  private final Map<String, String> symbolicLinks = new LinkedHashMap<>();
  private final Map<String, Integer> directoryModes = new LinkedHashMap<>();
  private int entries;
  private int nameCharacters;
  private long bytes;
  private int leftOut;

  /**
   * Prepares.
   *
   * @param root the name of the directory in the archive
   * @param target becomes that directory; what is in it already stays
   */
  TreeExtraction(String root, Path target) {
    this.prefix = withoutSlashes(root) + "/";
    this.tree = new TargetTree(target);
  }

  private static String withoutSlashes(String name) {
    String plain = name.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
    return plain.equals(".") ? "" : plain;
  }

  /** Unpacks what is left of the archive. */
  void run(TarReader tar) throws IOException {
    tree.makeRoot();
    Optional<TarReader.Entry> next = tar.next();
    while (next.isPresent()) {
      unpack(next.get(), tar);
      next = tar.next();
    }
    for (Map.Entry<String, String> link : symbolicLinks.entrySet()) {
      if (!tree.link(link.getKey(), link.getValue())) {
        leaveOut(link.getKey(), "leads out of what is copied");
      }
    }
    for (Map.Entry<String, Integer> directory : directoryModes.entrySet()) {
      tree.mode(directory.getKey(), directory.getValue());
    }
    if (leftOut > 0) {
      HarnessLog.get()
          .warn("{} of {} files were left out of the copy in {}", leftOut, entries, tree);
    }
  }

  private void unpack(TarReader.Entry entry, TarReader tar) throws IOException {
    count(entry);
    String name = within(entry.name());
    switch (entry.kind()) {
      case DIRECTORY -> {
        tree.directory(name);
        directoryModes.put(name, entry.mode());
      }
      case FILE -> {
        try (OutputStream out =
            Files.newOutputStream(
                tree.vacant(name), StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS)) {
          tar.copyTo(out);
        }
        tree.mode(name, entry.mode());
      }
      case SYMBOLIC_LINK -> symbolicLinks.put(name, entry.link());
      case HARD_LINK -> {
        if (!tree.linkWithin(within(entry.link()), name)) {
          leaveOut(name, "is one more name of a file that is not there");
        }
      }
      case OTHER -> leaveOut(name, "is a device or a pipe");
    }
  }

  private void count(TarReader.Entry entry) throws IOException {
    entries++;
    nameCharacters += entry.name().length() + entry.link().length();
    if (entries > MAX_ENTRIES
        || nameCharacters > MAX_NAME_CHARACTERS
        || entry.size() > MAX_BYTES - bytes) {
      throw new IOException(
          "it has more than %d files or %d GiB, or very long names"
              .formatted(MAX_ENTRIES, MAX_BYTES >> 30));
    }
    bytes += entry.size();
  }

  private String within(String name) throws IOException {
    String plain = withoutSlashes(name);
    if (!(plain + "/").startsWith(prefix) && !prefix.equals("/")) {
      throw new IOException("the archive is damaged: %s is not in %s".formatted(name, prefix));
    }
    return prefix.equals("/") ? plain : plain.substring(Math.min(plain.length(), prefix.length()));
  }

  private void leaveOut(String name, String reason) {
    leftOut++;
    HarnessLog.get().debug("{} was left out of the copy in {}: it {}", name, tree, reason);
  }
}
