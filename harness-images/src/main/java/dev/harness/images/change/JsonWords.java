package dev.harness.images.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of an instruction that are given as a list in JSON. */
public final class JsonWords {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonWords() {}

  /** The words, when it is such a list; any other text is a line for the shell (Docker's rule). */
  public static Optional<List<String>> of(String text) {
    if (!text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      List<String> words = new ArrayList<>();
      for (JsonNode each : MAPPER.readTree(text)) {
        if (!each.isTextual()) {
          return Optional.empty();
        }
        words.add(each.textValue());
      }
      return Optional.of(words);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
