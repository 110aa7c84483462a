package dev.harness.images.dockerfile;

import dev.harness.images.change.JsonWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One instruction, with nothing replaced in it.
 *
 * @param line where it begins, from 1
 * @param word which instruction, in capitals
 * @param flags by their names, without the dashes
 * @param text what stands behind word and flags; continued lines are one
 * @param heredocs the documents that it names
 * @param shown what is written, on one line, as progress shows it
 */
public record Statement(
    int line,
    String word,
    Map<String, List<String>> flags,
    String text,
    List<Heredoc> heredocs,
    String shown) {

  /** Copies the collections. */
  public Statement {
    flags = Map.copyOf(flags);
    heredocs = List.copyOf(heredocs);
  }

  /** A LABEL that stands in no Dockerfile. */
  public static Statement labels(Map<String, String> labels) {
    String text =
        labels.entrySet().stream()
            .map(label -> quoted(label.getKey()) + "=" + quoted(label.getValue()))
            .collect(Collectors.joining(" "));
    return new Statement(0, "LABEL", Map.of(), text, List.of(), "LABEL " + text);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }

  /**
   * The value of a flag that may be given once.
   *
   * @throws DockerfileException when it is given several times
   */
  public Optional<String> flag(String name) {
    List<String> values = flags.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw DockerfileException.of(this, "--%s is given more than once".formatted(name));
    }
    return values.stream().findFirst();
  }

  /**
   * Refuses flags that mean nothing here.
   *
   * @throws DockerfileException when there is one
   */
  public void allowFlags(String... names) {
    Set<String> known = Set.of(names);
    for (String name : flags.keySet()) {
      if (!known.contains(name)) {
        throw DockerfileException.of(this, "the flag --%s is not supported".formatted(name));
      }
    }
  }

  /** The list, when the text is one in JSON; any other text is none (Docker's rule). */
  public Optional<List<String>> json() {
    return JsonWords.of(text);
  }

  /** A list in JSON, or the words between blanks, with their quotes. */
  public List<String> words() {
    return json().orElseGet(() -> text.isBlank() ? List.of() : List.of(text.strip().split("\\s+")));
  }
}
