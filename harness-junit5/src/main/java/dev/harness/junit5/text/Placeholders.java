package dev.harness.junit5.text;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values into texts in which <code>${name}</code> or <code>${name:default}</code> stands for
 * them. <code>$${</code> stands for <code>${</code>.
 *
 * @param values the value of a name, where it has one
 */
public record Placeholders(Function<String, Optional<String>> values) {
  private static final Pattern PLACE =
      Pattern.compile("\\$\\$\\{|\\$\\{([^:}]*)(?::([^}]*))?(}?)", Pattern.DOTALL);

  /**
   * Returns the text with values in their places.
   *
   * @throws IllegalArgumentException when a name has neither a value nor a default, or a brace is
   *     missing
   */
  public String filled(String text) {
    return PLACE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(text, (Matcher) found)));
  }

  private String value(String text, Matcher found) {
    String name = found.group(1);
    if (name == null) {
      return "${";
    }
    if (name.isEmpty() || "".equals(found.group(3))) {
      throw new IllegalArgumentException(
          "'" + text + "' has a placeholder that is not of the form ${name} or ${name:default}");
    }
    return values
        .apply(name)
        .or(() -> Optional.ofNullable(found.group(2)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' needs a value for %s, and no configuration parameter, system property or variable has that name"
                        .formatted(text, name)));
  }
}
