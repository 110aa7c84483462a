package dev.harness.images.layer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The extended header of one entry (POSIX pax format): records {@code length key=value}, values as
 * raw bytes, because an extended attribute is no text (L11).
 */
final class PaxRecords {
  private static final String XATTR = "SCHILY.xattr.";
  private static final String SPARSE = "GNU.sparse.";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern TIME = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{0,30})?");
  private static final int MAX_LENGTH_DIGITS = 8;

  private final Map<String, byte[]> values;

  /** The extents of a sparse file in format 0.0, which repeats keys: places and lengths in turn. */
  private final List<Long> extents;

  private PaxRecords(Map<String, byte[]> values, List<Long> extents) {
    this.values = values;
    this.extents = extents;
  }

  static PaxRecords none() {
    return new PaxRecords(Map.of(), List.of());
  }

  /**
   * Reads the content of an extended header; of records with the same key the last counts.
   *
   * @throws LayerException.Malformed when a record breaks the format
   */
  static PaxRecords parse(byte[] content) {
    Map<String, byte[]> values = new HashMap<>();
    List<Long> extents = new ArrayList<>();
    int position = 0;
    while (position < content.length) {
      int blank = indexOf(content, ' ', position, position + MAX_LENGTH_DIGITS + 1);
      int end = position + length(content, position, blank);
      int equals = indexOf(content, '=', blank + 1, end);
      if (end > content.length || end <= equals || content[end - 1] != '\n') {
        throw malformed();
      }
      String key = new String(content, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
      byte[] value = Arrays.copyOfRange(content, equals + 1, end - 1);
      values.put(key, value);
      addExtent(extents, key, value);
      position = end;
    }
    return new PaxRecords(values, extents);
  }

  private static void addExtent(List<Long> extents, String key, byte[] value) {
    boolean place = extents.size() % 2 == 0;
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      if (key.equals("GNU.sparse.offset") != place) {
        throw SparseMap.malformed();
      }
      extents.add(wholeNumber(new String(value, StandardCharsets.ISO_8859_1)));
    }
  }

  private static long wholeNumber(String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw SparseMap.malformed();
    }
    return Long.parseLong(text);
  }

  private static int length(byte[] content, int start, int blank) {
    int length = 0;
    for (int i = start; i < blank; i++) {
      if (content[i] < '0' || content[i] > '9') {
        throw malformed();
      }
      length = length * 10 + content[i] - '0';
    }
    if (length <= blank - start) {
      throw malformed();
    }
    return length;
  }

  private static int indexOf(byte[] content, char wanted, int from, int limit) {
    for (int i = from; i < Math.min(limit, content.length); i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    throw malformed();
  }

  private static LayerException.Malformed malformed() {
    return new LayerException.Malformed("an extended tar header holds a damaged record");
  }

  /** A name, one character per byte. */
  Optional<String> name(String key) {
    return Optional.ofNullable(values.get(key))
        .map(value -> new String(value, StandardCharsets.ISO_8859_1));
  }

  /** A whole number such as {@code size}, {@code uid} or {@code gid}. */
  OptionalLong number(String key) {
    Optional<String> text = text(key, WHOLE_NUMBER);
    return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
  }

  /** The time of the last change, with its fraction of a second. */
  Optional<Instant> modified() {
    return text("mtime", TIME)
        .map(BigDecimal::new)
        .map(
            seconds -> {
              BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
              BigDecimal fraction = seconds.subtract(whole);
              return TarTime.instant(
                  whole.longValueExact(), fraction.movePointRight(9).longValue());
            });
  }

  private Optional<String> text(String key, Pattern pattern) {
    return name(key)
        .map(
            value -> {
              if (!pattern.matcher(value).matches()) {
                throw new LayerException.Malformed(
                    "the record '%s' of an extended tar header is no number".formatted(key));
              }
              return value;
            });
  }

  /** Whether the records describe a sparse file. */
  boolean isSparse() {
    return values.keySet().stream().anyMatch(key -> key.startsWith(SPARSE));
  }

  /** Hands out the extents of formats 0.0 and 0.1, each by its place and its length. */
  void sparseExtents(SparseMap.Builder map) {
    List<Long> numbers = extents;
    Optional<String> list = name("GNU.sparse.map").filter(text -> !text.isEmpty());
    if (list.isPresent()) {
      numbers = Arrays.stream(list.get().split(",", -1)).map(PaxRecords::wholeNumber).toList();
    }
    if (numbers.size() % 2 != 0) {
      throw SparseMap.malformed();
    }
    for (int i = 0; i < numbers.size(); i += 2) {
      map.add(numbers.get(i), numbers.get(i + 1));
    }
  }

  /** The extended attributes by their names. */
  Map<String, byte[]> xattrs() {
    Map<String, byte[]> xattrs = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(XATTR)) {
            xattrs.put(key.substring(XATTR.length()), value);
          }
        });
    return xattrs;
  }
}
