package dev.harness.compose.text;

import java.util.ArrayList;
import java.util.List;

/** Splits a command as a shell does: quotes and backslashes count, nothing else does. */
public final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /**
   * Returns the words.
   *
   * @throws IllegalArgumentException when a quote is not closed, or nothing is behind a backslash
   */
  public static List<String> split(String text) {
    ShellWords split = new ShellWords(text);
    while (split.at < text.length()) {
      split.next();
    }
    split.end();
    return List.copyOf(split.words);
  }

  private void next() {
    char here = text.charAt(at++);
    switch (here) {
      case ' ', '\t', '\n', '\r' -> end();
      case '\'' -> word.append(quoted('\''));
      case '"' -> doubleQuoted();
      case '\\' -> append(escaped());
      default -> append(here);
    }
  }

  private void append(char sign) {
    word.append(sign);
    begun = true;
  }

  private void end() {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
      begun = false;
    }
  }

  private String quoted(char quote) {
    int close = text.indexOf(quote, at);
    if (close < 0) {
      throw unclosed(quote);
    }
    String inside = text.substring(at, close);
    at = close + 1;
    begun = true;
    return inside;
  }

  private void doubleQuoted() {
    begun = true;
    while (at < text.length()) {
      char here = text.charAt(at++);
      if (here == '"') {
        return;
      }
      boolean escapes =
          here == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0;
      word.append(escapes ? text.charAt(at++) : here);
    }
    throw unclosed('"');
  }

  private char escaped() {
    if (at == text.length()) {
      throw new IllegalArgumentException("'%s' ends with a backslash".formatted(text));
    }
    return text.charAt(at++);
  }

  private IllegalArgumentException unclosed(char quote) {
    return new IllegalArgumentException("'%s' has a %c that is not closed".formatted(text, quote));
  }
}
