package dev.harness.runtime.api.limit;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** Processors or memory nodes as the kernel lists them: {@code 0-2,4}. */
final class NumberSet {
  static final Path PROCESSORS = Path.of("/sys/devices/system/cpu/online");
  static final Path MEMORY_NODES = Path.of("/sys/devices/system/node/online");

  private static final Pattern LIST =
      Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*");

  private NumberSet() {}

  /**
   * The text of a field, when it names nothing but what there is.
   *
   * @throws RefusedRequest when it is no list, or names others
   */
  static String checked(LimitField field, HostConfig host, String things, Path online) {
    String text = field.text(host);
    if (text.isEmpty()) {
      return text;
    }
    BitSet wanted =
        parse(text).orElseThrow(() -> LimitTranslation.refused(field, "Invalid value " + text));
    String available = online(online);
    wanted.andNot(parse(available).orElseGet(BitSet::new));
    if (!wanted.isEmpty()) {
      throw LimitTranslation.refused(
          field,
          "Requested %s are not available - requested %s, available: %s"
              .formatted(things, text, available));
    }
    return text;
  }

  private static String online(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException noneButOne) {
      return "0";
    }
  }

  static Optional<BitSet> parse(String text) {
    if (!LIST.matcher(text).matches()) {
      return Optional.empty();
    }
    BitSet set = new BitSet();
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("-", 2);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (last < first) {
        return Optional.empty();
      }
      set.set(first, last + 1);
    }
    return Optional.of(set);
  }
}
