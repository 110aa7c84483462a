package dev.harness.compose.text;

import java.util.Optional;
import java.util.function.Function;

/**
 * Puts values of variables into texts: {@code $A}, <code>${A}</code>, with a default <code>
 * ${A:-b}</code> or <code>${A-b}</code>, with a value in its place <code>${A:+b}</code> or <code>
 * ${A+b}</code>, required <code>${A:?why}</code> or <code>${A?why}</code>. With a colon an empty value
 * counts as none. What stands behind these signs may have variables itself. {@code $$} is a dollar.
 *
 * @param values the value of a variable, where it has one
 */
public record Interpolation(Function<String, Optional<String>> values) {
  private static final String FORMS =
      "; a dollar begins $NAME or ${NAME}, and $$ stands for the dollar itself";

  /**
   * Returns the text with values in their places.
   *
   * @throws IllegalArgumentException when a required one is missing, or a place has another form
   */
  public String filled(String text) {
    return text.indexOf('$') < 0 ? text : new Reading(text).all();
  }

  /** One text and how far it has been read. */
  private final class Reading {
    private final String text;
    private int at;

    Reading(String text) {
      this.text = text;
    }

    String all() {
      StringBuilder filled = new StringBuilder();
      while (at < text.length()) {
        filled.append(next());
      }
      return filled.toString();
    }

    private String next() {
      char here = text.charAt(at++);
      if (here != '$') {
        return String.valueOf(here);
      }
      if (at < text.length() && text.charAt(at) == '$') {
        at++;
        return "$";
      }
      if (at < text.length() && text.charAt(at) == '{') {
        at++;
        return braced();
      }
      String name = name();
      return values.apply(name).orElse("");
    }

    private String name() {
      int begin = at;
      while (at < text.length() && isOfName(text.charAt(at), at == begin)) {
        at++;
      }
      if (at == begin) {
        throw new IllegalArgumentException("'%s' is wrong at %d%s".formatted(text, begin, FORMS));
      }
      return text.substring(begin, at);
    }

    private static boolean isOfName(char sign, boolean isFirst) {
      boolean isLetter =
          sign == '_' || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
      return isLetter || (!isFirst && sign >= '0' && sign <= '9');
    }

    private String braced() {
      String name = name();
      boolean emptyIsNone = at < text.length() && text.charAt(at) == ':';
      if (emptyIsNone) {
        at++;
      }
      char sign = at < text.length() ? text.charAt(at++) : ' ';
      Optional<String> value = values.apply(name).filter(found -> !emptyIsNone || !found.isEmpty());
      if (sign == '}' && !emptyIsNone) {
        return value.orElse("");
      }
      String rest = untilBrace();
      return switch (sign) {
        case '-' -> value.orElseGet(() -> filled(rest));
        case '+' -> value.isPresent() ? filled(rest) : "";
        case '?' -> value.orElseThrow(() -> missing(name, filled(rest)));
        default ->
            throw new IllegalArgumentException(
                "'%s' has a place that is not of the form ${NAME}, ${NAME:-default}, ${NAME:+other} or ${NAME:?why}"
                    .formatted(text));
      };
    }

    private IllegalArgumentException missing(String name, String why) {
      return new IllegalArgumentException(
          "'%s' needs a value for %s%s".formatted(text, name, why.isEmpty() ? "" : ": " + why));
    }

    private String untilBrace() {
      int begin = at;
      int open = 1;
      while (at < text.length()) {
        if (text.startsWith("${", at)) {
          open++;
        } else if (text.charAt(at) == '}' && --open == 0) {
          return text.substring(begin, at++);
        }
        at++;
      }
      throw new IllegalArgumentException("'%s' has ${ without }".formatted(text));
    }
  }
}
