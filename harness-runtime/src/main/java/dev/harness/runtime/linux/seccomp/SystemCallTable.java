package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The names and numbers of all system calls of one architecture. */
final class SystemCallTable {
  private static final String RESOURCE = "system-calls.txt";
  private static final String ABSENT = "-";

  private final Map<String, Integer> numbers;

  private SystemCallTable(Map<String, Integer> numbers) {
    this.numbers = numbers;
  }

  static SystemCallTable of(Architecture architecture) {
    int column =
        switch (architecture) {
          case X86_64 -> 1;
          case AARCH64 -> 2;
        };
    List<String> lines = TextResource.lines(RESOURCE);
    Map<String, Integer> numbers = new HashMap<>(2 * lines.size());
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      if (!fields[column].equals(ABSENT)) {
        numbers.put(fields[0], Integer.valueOf(fields[column]));
      }
    }
    return new SystemCallTable(numbers);
  }

  /** The number, or nothing when this architecture has no such call. */
  OptionalInt number(String name) {
    Integer number = numbers.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** All calls by their names. */
  Map<String, Integer> numbers() {
    return Map.copyOf(numbers);
  }
}
