package dev.harness.images.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of an instruction as a shell would: quotes, backslashes, variables. */
final class WordSplitter {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})");
  private static final char NONE = 0;

  private final String instruction;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote = NONE;

  /** Replaces variables by those of {@code environment}, {@code NAME=value} each. */
  WordSplitter(String instruction, List<String> environment) {
    this.instruction = instruction;
    environment.forEach(
        variable -> {
          int equals = variable.indexOf('=');
          if (equals > 0) {
            this.environment.put(variable.substring(0, equals), variable.substring(equals + 1));
          }
        });
  }

  List<String> split(String text) {
    read(text, true);
    return words;
  }

  /** The whole text as one word. */
  String unquote(String text) {
    read(text, false);
    return words.isEmpty() ? "" : words.get(0);
  }

  private void read(String text, boolean blanksSplit) {
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '\\' && quote != '\'' && at + 1 < text.length()) {
        at++;
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
    Matcher matcher = VARIABLE.matcher(text).region(at, text.length());
    if (matcher.lookingAt()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      word.append(environment.getOrDefault(name, ""));
      begun = true;
      return matcher.end() - at;
    }
    if (text.startsWith("${", at)) {
      throw new ChangeException(
          "%s: unsupported variable in '%s': want $NAME or ${NAME}".formatted(instruction, text));
    }
    add('$');
    return 1;
  }
}
