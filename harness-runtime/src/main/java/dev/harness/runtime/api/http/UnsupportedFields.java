package dev.harness.runtime.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Refuses fields of a request that the engine cannot honour, instead of overlooking them.
 *
 * <p>Clients send many fields with values that ask for nothing: {@code ""}, {@code 0}, {@code
 * false}, {@code []} and {@code {}} count as absent, as do the values listed as harmless.
 */
public final class UnsupportedFields {
  /** Stands for every value of a harmless field. */
  public static final Set<String> ANY = Set.of("*");

  private final String place;
  private final Map<String, Set<String>> harmless;
  private final Set<String> meantWhenEmpty;

  /**
   * Describes the fields of one object.
   *
   * @param place what comes before a field's name in messages, such as {@code HostConfig.}
   * @param harmless by field, values that ask for what the engine does anyway
   * @param meantWhenEmpty fields whose empty value asks for something
   */
  public UnsupportedFields(
      String place, Map<String, Set<String>> harmless, Set<String> meantWhenEmpty) {
    this.place = place;
    this.harmless = harmless;
    this.meantWhenEmpty = meantWhenEmpty;
  }

  /**
   * Refuses what is neither absent nor harmless.
   *
   * @throws RefusedRequest 400, naming the first such field
   */
  public void refuse(Map<String, JsonNode> fields) {
    fields.forEach((name, value) -> refuse(name, asksForSomething(name, value)));
  }

  /** Refuses a field that the records know and the engine does not, when it is given. */
  public void refuse(String name, boolean given) {
    if (given) {
      throw RefusedRequest.malformed(
          place + name + " is not supported by this engine yet; leave it out");
    }
  }

  private boolean asksForSomething(String name, JsonNode value) {
    if (isEmpty(value)) {
      return meantWhenEmpty.contains(name);
    }
    Set<String> accepted = harmless.getOrDefault(name, Set.of());
    return !accepted.equals(ANY) && !accepted.contains(value.asText());
  }

  private static boolean isEmpty(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY, OBJECT -> value.isEmpty();
      case STRING -> value.textValue().isEmpty();
      case NUMBER -> value.doubleValue() == 0;
      case BOOLEAN -> !value.booleanValue();
      case NULL, MISSING -> true;
      case BINARY, POJO -> false;
    };
  }
}
