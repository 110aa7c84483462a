package dev.harness.compose.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file of variables, {@code NAME=value} in each line. Values in quotes may have several lines; those
 * in single ones are taken as they are, the others may use variables, also earlier ones of the file.
 */
public final class VariableFile {
  private final String text;
  private final Function<String, Optional<String>> outside;
  private final Map<String, Optional<String>> values = new LinkedHashMap<>();
  private int at;

  private VariableFile(String text, Function<String, Optional<String>> outside) {
    this.text = text.replace("\r\n", "\n");
    this.outside = outside;
  }

  /**
   * Reads a file.
   *
   * @param outside values of variables from elsewhere, which count more than the file's own where a
   *     value uses them
   * @return by name; a name without {@code =} has none
   * @throws IllegalArgumentException naming the line that has another form
   */
  public static Map<String, Optional<String>> read(
      String text, Function<String, Optional<String>> outside) {
    VariableFile file = new VariableFile(text, outside);
    while (file.at < file.text.length()) {
      file.line();
    }
    return file.values;
  }

  private void line() {
    int begin = at;
    String line = rest().strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String assignment = line.startsWith("export ") ? line.substring(7).strip() : line;
    int equals = assignment.indexOf('=');
    String name = (equals < 0 ? assignment : assignment.substring(0, equals)).strip();
    if (!name.matches("[^\\s='\"#$]+")) {
      throw new IllegalArgumentException(
          "line %d is not of the form NAME=value: %s".formatted(number(begin), line));
    }
    if (equals < 0) {
      values.put(name, Optional.empty());
      return;
    }
    String value = assignment.substring(equals + 1).strip();
    values.put(name, Optional.of(meaning(value, begin)));
  }

  /** The rest of the line, behind which reading goes on. */
  private String rest() {
    int end = text.indexOf('\n', at);
    String rest = text.substring(at, end < 0 ? text.length() : end);
    at = end < 0 ? text.length() : end + 1;
    return rest;
  }

  private int number(int position) {
    return (int) text.substring(0, position).lines().count() + 1;
  }

  private String meaning(String value, int begin) {
    if (value.startsWith("'")) {
      return quoted(value, '\'', begin);
    }
    if (value.startsWith("\"")) {
      return filled(unescaped(quoted(value, '"', begin)));
    }
    int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
    return filled(comment < 0 ? value : value.substring(0, comment).strip());
  }

  private String filled(String value) {
    return new Interpolation(
            name -> outside.apply(name).or(() -> values.getOrDefault(name, Optional.empty())))
        .filled(value);
  }

  /** What is between quotes, on this line and those behind it. */
  private String quoted(String first, char quote, int begin) {
    StringBuilder lines = new StringBuilder(first);
    int close = close(lines, quote);
    while (close < 0) {
      if (at >= text.length()) {
        throw new IllegalArgumentException(
            "line %d has a %c that is not closed".formatted(number(begin), quote));
      }
      lines.append('\n').append(rest());
      close = close(lines, quote);
    }
    return lines.substring(1, close);
  }

  private static int close(CharSequence lines, char quote) {
    for (int i = 1; i < lines.length(); i++) {
      if (lines.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (lines.charAt(i) == quote) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char here = quoted.charAt(i);
      if (here == '\\' && i + 1 < quoted.length()) {
        i++;
        text.append(
            switch (quoted.charAt(i)) {
              case 'n' -> "\n";
              case 't' -> "\t";
              case 'r' -> "\r";
              case '$' -> "$$";
              case '"', '\\' -> String.valueOf(quoted.charAt(i));
              default -> "\\" + quoted.charAt(i);
            });
      } else {
        text.append(here);
      }
    }
    return text.toString();
  }
}
