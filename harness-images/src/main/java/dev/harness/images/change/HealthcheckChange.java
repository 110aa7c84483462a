package dev.harness.images.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a {@code HEALTHCHECK} instruction. */
final class HealthcheckChange {
  private static final Map<String, String> DURATIONS =
      Map.of(
          "interval", "Interval",
          "timeout", "Timeout",
          "start-period", "StartPeriod",
          "start-interval", "StartInterval");
  private static final Pattern OPTION = Pattern.compile("--([a-z-]+)=(\\S+)\\s*");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|h|m|s)");
  private static final Pattern RETRIES = Pattern.compile("\\d{1,9}");

  private final ObjectNode check = JsonNodeFactory.instance.objectNode();
  private final String text;

  HealthcheckChange(InstructionText instruction) {
    this.text = instruction.required();
  }

  /** What the image says then. */
  ObjectNode node() {
    Matcher option = OPTION.matcher(text);
    int at = 0;
    while (option.region(at, text.length()).lookingAt()) {
      option(option.group(1), option.group(2));
      at = option.end();
    }
    String[] rest = text.substring(at).split("\\s+", 2);
    ArrayNode test = check.putArray("Test");
    switch (rest[0].toUpperCase(Locale.ROOT)) {
      case "NONE" -> test.add("NONE");
      case "CMD" ->
          probe(new InstructionText("HEALTHCHECK CMD", rest.length < 2 ? "" : rest[1], '\\'), test);
      default ->
          throw new ChangeException(
              "unknown type \"%s\" in HEALTHCHECK (try CMD)".formatted(rest[0]));
    }
    return check;
  }

  private static void probe(InstructionText command, ArrayNode test) {
    String line = command.required();
    List<String> words =
        command
            .json()
            .map(list -> Stream.concat(Stream.of("CMD"), list.stream()).toList())
            .orElse(List.of("CMD-SHELL", line));
    words.forEach(test::add);
  }

  private void option(String name, String value) {
    if (name.equals("retries") && RETRIES.matcher(value).matches()) {
      check.put("Retries", Integer.parseInt(value));
      return;
    }
    String part = DURATIONS.get(name);
    if (part == null) {
      throw new ChangeException(
          "HEALTHCHECK: unknown flag or value: --%s=%s".formatted(name, value));
    }
    check.put(part, duration(name, value).toNanos());
  }

  private static Duration duration(String name, String value) {
    Duration sum = Duration.ZERO;
    Matcher part = DURATION.matcher(value);
    int at = 0;
    while (part.region(at, value.length()).lookingAt()) {
      long count = Long.parseLong(part.group(1));
      sum =
          switch (part.group(2)) {
            case "h" -> sum.plusHours(count);
            case "m" -> sum.plusMinutes(count);
            case "s" -> sum.plusSeconds(count);
            default -> sum.plusMillis(count);
          };
      at = part.end();
    }
    if (at == 0 || at < value.length()) {
      throw new ChangeException(
          "HEALTHCHECK: invalid duration --%s=%s: want 1m30s".formatted(name, value));
    }
    return sum;
  }
}
