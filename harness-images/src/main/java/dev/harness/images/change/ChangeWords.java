package dev.harness.images.change;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells changes in the words that Docker's history of images has for them. */
final class ChangeWords {
  private ChangeWords() {}

  /** {@code ["a" "b"]}. */
  static String quoted(List<String> words) {
    return words.stream().map(ChangeWords::quoted).collect(Collectors.joining(" ", "[", "]"));
  }

  private static String quoted(String word) {
    String escaped =
        word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    return '"' + escaped + '"';
  }

  /** {@code a=b c=d}. */
  static String pairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining(" "));
  }
}
