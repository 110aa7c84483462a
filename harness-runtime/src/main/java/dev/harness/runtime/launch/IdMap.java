package dev.harness.runtime.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Which user or group ids of a namespace stand for which ids outside, as in {@code
 * user_namespaces(7)}.
 *
 * @param ranges at least one; no inside and no outside id occurs twice
 */
public record IdMap(List<Range> ranges) {

  /**
   * Consecutive ids.
   *
   * @param inside the first id in the namespace
   * @param outside the id that it stands for in the namespace of the process that writes the map
   * @param count how many ids, at least 1
   */
  public record Range(long inside, long outside, long count) {
    private static final long LIMIT = 0xFFFF_FFFFL;

    /** Refuses ranges that leave the 32-bit ids. */
    public Range {
      boolean fits = inside >= 0 && outside >= 0 && count >= 1;
      if (!fits || inside > LIMIT - count || outside > LIMIT - count) {
        throw new IllegalArgumentException(
            "no range of ids: inside %d, outside %d, count %d".formatted(inside, outside, count));
      }
    }

    /** The part of which the ids outside are among {@code others} ids from {@code first} on. */
    private Optional<Range> part(long first, long others) {
      long start = Math.max(outside, first);
      long end = Math.min(outside + count, first + others);
      return start < end
          ? Optional.of(new Range(inside + start - outside, start, end - start))
          : Optional.empty();
    }

    private boolean contains(long id) {
      return id >= inside && id < inside + count;
    }
  }

  /** Refuses an empty map. */
  public IdMap {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("an id map needs at least one range");
    }
  }

  /** The ids from {@code inside} on stand for those from {@code outside} on. */
  public static IdMap of(long inside, long outside, long count) {
    return new IdMap(List.of(new Range(inside, outside, count)));
  }

  /**
   * The same map in ranges that lie within one range each of the namespace that writes it: the
   * kernel takes no others.
   *
   * @param writer the map of that namespace, as {@code /proc/self/uid_map} shows it
   * @throws LaunchException.NotMapped when an id does not exist there
   */
  IdMap within(String writer) {
    List<Range> parts = new ArrayList<>();
    for (Range range : ranges) {
      writer
          .lines()
          .map(line -> line.trim().split("\\s+", -1))
          .map(fields -> range.part(Long.parseLong(fields[0]), Long.parseLong(fields[2])))
          .flatMap(Optional::stream)
          .forEach(parts::add);
    }
    if (count(parts) < count(ranges)) {
      throw new LaunchException.NotMapped(this, "the engine itself does not have all of them");
    }
    return new IdMap(parts);
  }

  private static long count(List<Range> ranges) {
    return ranges.stream().mapToLong(Range::count).sum();
  }

  /** Whether {@code inside} exists in the namespace. */
  public boolean contains(long inside) {
    return ranges.stream().anyMatch(range -> range.contains(inside));
  }

  /** The id outside that {@code inside} stands for. */
  public OptionalLong outside(long inside) {
    return ranges.stream()
        .filter(range -> range.contains(inside))
        .mapToLong(range -> range.outside() + (inside - range.inside()))
        .findFirst();
  }

  /** The text for {@code /proc/<pid>/uid_map} or {@code gid_map}. */
  public String text() {
    return ranges.stream()
        .map(range -> "%d %d %d\n".formatted(range.inside(), range.outside(), range.count()))
        .collect(Collectors.joining());
  }
}
