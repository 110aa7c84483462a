package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of one group, which lie in one directory per controller, or all in the same. */
final class GroupFiles {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Map<Controller, Path> directories;

  GroupFiles(Map<Controller, Path> directories) {
    this.directories = new EnumMap<>(directories);
  }

  /** Each directory once. */
  Collection<Path> directories() {
    return new LinkedHashSet<>(directories.values());
  }

  Set<Controller> controllers() {
    return directories.keySet();
  }

  Path directory(Controller controller) {
    Path directory = directories.get(controller);
    if (directory == null) {
      throw new IllegalArgumentException("this group has no controller " + controller);
    }
    return directory;
  }

  boolean has(Controller controller, String file) {
    return directories.containsKey(controller) && Files.exists(directory(controller).resolve(file));
  }

  /**
   * Writes a value.
   *
   * @throws CgroupException.Refused when the kernel does not take it
   */
  void write(Controller controller, String file, String value) {
    Path path = directory(controller).resolve(file);
    try {
      write(path, value);
    } catch (IOException failure) {
      throw new CgroupException.Refused(
          "cannot write \"%s\" to %s: %s".formatted(value, path, reason(failure)), failure);
    }
  }

  /** Writes at once, and makes no file: the kernel has made all there are. */
  static void write(Path file, String value) throws IOException {
    Files.write(file, value.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
  }

  /** What the system said, without the path. */
  static String reason(IOException failure) {
    String reason =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return reason == null ? failure.toString() : reason;
  }

  /** What a file says; nothing where it cannot be read. */
  Optional<String> read(Controller controller, String file) {
    if (!directories.containsKey(controller)) {
      return Optional.empty();
    }
    return read(directory(controller).resolve(file));
  }

  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** What a file says that holds one number; 0 where it cannot be read. */
  long number(Controller controller, String file) {
    return read(controller, file).map(GroupFiles::number).orElse(0L);
  }

  /** A number, with the kernel's {@code max} as 0: there is no limit. */
  static long number(String text) {
    try {
      return text.equals("max") ? 0 : Long.parseLong(text);
    } catch (NumberFormatException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /** What a file says that has a name and a number on each line. */
  Map<String, Long> table(Controller controller, String file) {
    Map<String, Long> table = new LinkedHashMap<>();
    for (List<String> words : lines(controller, file)) {
      if (words.size() == 2) {
        table.put(words.get(0), number(words.get(1)));
      }
    }
    return table;
  }

  /** The words of each line. */
  List<List<String>> lines(Controller controller, String file) {
    return read(controller, file).orElse("").lines().map(GroupFiles::words).toList();
  }

  static List<String> words(String line) {
    return List.of(BLANKS.split(line.strip(), -1));
  }
}
