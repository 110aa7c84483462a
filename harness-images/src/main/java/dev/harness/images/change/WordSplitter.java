package dev.harness.images.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of an instruction as a shell would: quotes, escapes, variables. */
public final class WordSplitter {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DEEPEST = 16;
  private static final char NONE = 0;

  private final String instruction;
  private final Map<String, String> environment;
  private final char escape;
  private final int depth;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote = NONE;

  private WordSplitter(
      String instruction, Map<String, String> environment, char escape, int depth) {
    this.instruction = instruction;
    this.environment = environment;
    this.escape = escape;
    this.depth = depth;
  }

  /**
   * Replaces variables by those of {@code environment}, {@code NAME=value} each, of which the last
   * counts.
   *
   * @param instruction whose text it is, for messages
   * @param escape takes the meaning from the character behind it
   */
  public WordSplitter(String instruction, List<String> environment, char escape) {
    this(instruction, byName(environment), escape, 0);
  }

  /**
   * A text with its variables replaced, in which quotes mean nothing.
   *
   * @throws ChangeException when a variable has a form that is not known
   */
  public static String document(
      String instruction, List<String> environment, char escape, String text) {
    WordSplitter words = new WordSplitter(instruction, environment, escape);
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '$') {
        at += words.variable(text, at) - 1;
      } else if (next == escape && at + 1 < text.length() && text.charAt(at + 1) == '$') {
        at++;
        words.add('$');
      } else {
        words.add(next);
      }
    }
    return words.word.toString();
  }

  private static Map<String, String> byName(List<String> environment) {
    Map<String, String> byName = new HashMap<>();
    environment.forEach(
        variable -> {
          int equals = variable.indexOf('=');
          if (equals > 0) {
            byName.put(variable.substring(0, equals), variable.substring(equals + 1));
          }
        });
    return byName;
  }

  /**
   * The words, which blanks separate.
   *
   * @throws ChangeException when a quote has no end, or a variable a form that is not known
   */
  public List<String> split(String text) {
    read(text, true);
    return words;
  }

  /**
   * The whole text as one word.
   *
   * @throws ChangeException likewise
   */
  public String unquote(String text) {
    read(text, false);
    return words.isEmpty() ? "" : words.get(0);
  }

  private void read(String text, boolean blanksSplit) {
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == escape && quote != '\'' && at + 1 < text.length()) {
        at++;
        if (quote == '"' && !isSpecialInQuotes(text.charAt(at))) {
          add(next);
        }
        add(text.charAt(at));
      } else if (quote == NONE && blanksSplit && Character.isWhitespace(next)) {
        end();
      } else if (next == '$' && quote != '\'') {
        at += variable(text, at) - 1;
      } else if (next == quote) {
        quote = NONE;
      } else if (quote == NONE && (next == '"' || next == '\'')) {
        quote = next;
        begun = true;
      } else {
        add(next);
      }
    }
    if (quote != NONE) {
      throw new ChangeException(
          "%s: unexpected end of statement while looking for matching %s"
              .formatted(instruction, quote == '"' ? "double-quote" : "single-quote"));
    }
    end();
  }

  private boolean isSpecialInQuotes(char next) {
    return next == '"' || next == '$' || next == escape;
  }

  private void add(char next) {
    word.append(next);
    begun = true;
  }

  private void end() {
    if (begun) {
      words.add(word.toString());
    }
    word.setLength(0);
    begun = false;
  }

  /** Appends the value of the variable at this place; returns how long its name is. */
  private int variable(String text, int at) {
    if (text.startsWith("${", at)) {
      return braces(text, at);
    }
    Matcher name = NAME.matcher(text).region(at + 1, text.length());
    if (name.lookingAt()) {
      value(environment.getOrDefault(name.group(), ""));
      return name.end() - at;
    }
    add('$');
    return 1;
  }

  private int braces(String text, int at) {
    Matcher name = NAME.matcher(text).region(at + 2, text.length());
    int end = closing(text, at + 2);
    if (!name.lookingAt() || end < 0) {
      throw unsupported(text);
    }
    String variable = name.group();
    String modifier = text.substring(name.end(), end);
    if (modifier.isEmpty()) {
      value(environment.getOrDefault(variable, ""));
    } else {
      modified(text, variable, modifier);
    }
    return end + 1 - at;
  }

  /** {@code :-} and {@code -}, {@code :+} and {@code +}, {@code :?} and {@code ?}. */
  private void modified(String text, String variable, String modifier) {
    boolean emptyCounts = modifier.charAt(0) != ':';
    String rest = emptyCounts ? modifier : modifier.substring(1);
    String value = environment.get(variable);
    boolean there = value != null && (emptyCounts || !value.isEmpty());
    switch (rest.isEmpty() ? NONE : rest.charAt(0)) {
      case '-' -> value(there && value != null ? value : nested(rest.substring(1)));
      case '+' -> value(there ? nested(rest.substring(1)) : "");
      case '?' -> {
        if (!there || value == null) {
          throw new ChangeException(
              "%s: %s: %s".formatted(instruction, variable, nested(rest.substring(1))));
        }
        value(value);
      }
      default -> throw unsupported(text);
    }
  }

  private String nested(String text) {
    if (depth == DEEPEST) {
      throw new ChangeException(
          "%s: variables are nested more than %d deep".formatted(instruction, DEEPEST));
    }
    return new WordSplitter(instruction, environment, escape, depth + 1).unquote(text);
  }

  /** Where the brace ends that was opened before {@code from}; negative when it does not. */
  private int closing(String text, int from) {
    int open = 1;
    for (int at = from; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == escape) {
        at++;
      } else if (text.startsWith("${", at)) {
        open++;
      } else if (next == '}' && --open == 0) {
        return at;
      }
    }
    return -1;
  }

  private ChangeException unsupported(String text) {
    return new ChangeException(
        ("%s: unsupported variable in '%s': want $NAME, ${NAME}, ${NAME:-word}, ${NAME:+word} or"
                + " ${NAME:?message}")
            .formatted(instruction, text));
  }

  private void value(String value) {
    word.append(value);
    // A variable that is empty is no word of its own, unless it is quoted.
    begun |= !value.isEmpty() || quote != NONE;
  }
}
