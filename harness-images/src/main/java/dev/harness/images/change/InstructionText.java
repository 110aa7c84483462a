package dev.harness.images.change;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands behind the word of an instruction.
 *
 * @param word the instruction, for messages
 * @param text the rest of its line
 * @param escape takes the meaning from the character behind it
 */
record InstructionText(String word, String text, char escape) {
  /** What runs a command that is a line. */
  static final List<String> SHELL = List.of("/bin/sh", "-c");

  InstructionText {
    text = text.strip();
  }

  /** The text, which must not be empty. */
  String required() {
    if (text.isEmpty()) {
      throw new ChangeException(word + " requires at least one argument");
    }
    return text;
  }

  /** A list in JSON, or a line for the shell. */
  List<String> command(List<String> shell) {
    return json()
        .orElseGet(
            () ->
                text.isEmpty()
                    ? List.of()
                    : Stream.concat(shell.stream(), Stream.of(text)).toList());
  }

  /** A list in JSON, or words. */
  List<String> list(List<String> environment) {
    return json().orElseGet(() -> words(environment));
  }

  /** The list, when it is one in JSON. */
  Optional<List<String>> json() {
    return JsonWords.of(text);
  }

  /** Words with quotes taken off and variables replaced; at least one. */
  List<String> words(List<String> environment) {
    List<String> words = new WordSplitter(word, environment, escape).split(required());
    return List.copyOf(words);
  }

  /** The only word. */
  String one(List<String> environment) {
    List<String> words = words(environment);
    if (words.size() != 1) {
      throw new ChangeException(word + " requires exactly one argument");
    }
    return words.get(0);
  }

  /** {@code name=value …}, or the old form {@code name value with spaces}. */
  Map<String, String> pairs(List<String> environment) {
    Map<String, String> pairs = new LinkedHashMap<>();
    String[] first = required().split("\\s+", 2);
    if (first[0].indexOf('=') < 0) {
      if (first.length < 2) {
        throw new ChangeException(word + " must have two arguments");
      }
      pairs.put(first[0], new WordSplitter(word, environment, escape).unquote(first[1]));
      return pairs;
    }
    for (String pair : words(environment)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new ChangeException(
            "%s: can't find = in \"%s\"; must be of the form: name=value".formatted(word, pair));
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }
}
