package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the kernel tells of the engine's mounts, as in {@code proc(5)}. */
final class MountTable {
  private static final Pattern BLANK = Pattern.compile(" ");
  private static final String ID = "mnt_id:";
  private static final int FIRST_OPTIONAL_FIELD = 6;

  private MountTable() {}

  /** Whether the mount on which something lies receives those of another namespace. */
  static boolean isSlave(Fd place) {
    try {
      String id =
          Files.readAllLines(Path.of("/proc/self/fdinfo/" + place.number())).stream()
              .filter(line -> line.startsWith(ID))
              .map(line -> line.substring(ID.length()).strip())
              .findFirst()
              .orElse("");
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .map(line -> List.of(BLANK.split(line, -1)))
          .anyMatch(fields -> fields.get(0).equals(id) && isSlave(fields));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table of mounts", e);
    }
  }

  static boolean isSlave(List<String> fields) {
    return fields.stream()
        .skip(FIRST_OPTIONAL_FIELD)
        .takeWhile(field -> !field.equals("-"))
        .anyMatch(field -> field.startsWith("master:"));
  }
}
