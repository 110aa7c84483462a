package dev.harness.locate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Subordinate ids that a user may use in namespaces.
 *
 * @param first the lowest id
 * @param count how many
 */
record IdRange(long first, long count) {
  private static final long MAX_ID = 0xFFFF_FFFEL;

  /** Reads the last two of the fields {@code owner:first:count}; empty when they are no range. */
  static Optional<IdRange> parse(String first, String count) {
    try {
      IdRange range = new IdRange(Long.parseLong(first), Long.parseLong(count));
      boolean possible = range.first > 0 && range.count > 0 && range.first <= MAX_ID - range.count;
      return possible ? Optional.of(range) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The map of a namespace whose root is {@code own} and whose other ids are those of the ranges,
   * as the arguments of {@code newuidmap} and its sibling.
   *
   * @param limit how many ids of the ranges are mapped at most
   */
  static List<String> map(int own, List<IdRange> ranges, long limit) {
    List<String> map = new ArrayList<>(List.of("0", Integer.toString(own), "1"));
    long inside = 1;
    for (IdRange range : ranges) {
      long count = Math.min(range.count, limit + 1 - inside);
      if (count > 0) {
        map.add(Long.toString(inside));
        map.add(Long.toString(range.first));
        map.add(Long.toString(count));
        inside += count;
      }
    }
    return map;
  }

  /**
   * The map by which a namespace has ids of the one around it under the same numbers.
   *
   * @param outer the {@code uid_map} or {@code gid_map} of a process around it
   * @param limit below which number ids are mapped
   * @return the lines of the map
   */
  static String identity(String outer, long limit) {
    StringBuilder map = new StringBuilder();
    for (String line : outer.strip().split("\n", -1)) {
      String[] fields = line.strip().split("\\s+", -1);
      long inside = Long.parseLong(fields[0]);
      long most = Math.min(Long.parseLong(fields[fields.length - 1]), limit - inside);
      if (most > 0) {
        map.append(inside).append(' ').append(inside).append(' ').append(most).append('\n');
      }
    }
    return map.toString();
  }
}
