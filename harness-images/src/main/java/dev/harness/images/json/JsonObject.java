package dev.harness.images.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A JSON object that is read with expectations: a value of another type than asked for is an error
 * that names its place. A JSON {@code null} is the same as an absent value.
 */
public final class JsonObject {
  private static final int MAX_DEPTH = 64;
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final JsonNode node;
  private final String place;

  private JsonObject(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /**
   * Reads a document that is one object.
   *
   * @param what how errors call the document
   * @throws JsonException when it is none
   */
  public static JsonObject parse(byte[] document, String what) {
    return object(tree(document, what), what);
  }

  /**
   * Reads a document that is an array of objects.
   *
   * @param what how errors call the document
   * @throws JsonException when it is none
   */
  public static List<JsonObject> parseArray(byte[] document, String what) {
    return elements(tree(document, what), what, element -> object(element, what));
  }

  /** All of it but one field, in the order in which it was read. */
  public ObjectNode without(String field) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getKey().equals(field)) {
        rest.set(entry.getKey(), entry.getValue());
      }
    }
    return rest;
  }

  private static JsonNode tree(byte[] document, String what) {
    try {
      return READER.readTree(document);
    } catch (JsonProcessingException e) {
      throw new JsonException("%s is no valid JSON: %s".formatted(what, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new JsonException("%s cannot be read".formatted(what), e);
    }
  }

  private static JsonObject object(JsonNode node, String place) {
    if (!node.isObject()) {
      throw new JsonException("%s is no JSON object".formatted(place));
    }
    return new JsonObject(node, place);
  }

  private static <T> List<T> elements(JsonNode node, String place, Function<JsonNode, T> read) {
    if (!node.isArray()) {
      throw new JsonException("%s is no JSON array".formatted(place));
    }
    List<T> elements = new ArrayList<>(node.size());
    node.forEach(element -> elements.add(read.apply(element)));
    return List.copyOf(elements);
  }

  private static String text(JsonNode node, String place) {
    if (!node.isTextual()) {
      throw new JsonException("%s is no text".formatted(place));
    }
    return node.textValue();
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private String place(String name) {
    return "'" + name + "' in " + place;
  }

  /** Whether there is a value of this name. */
  public boolean has(String name) {
    return value(name).isPresent();
  }

  /** The text of this name, if there is one. */
  public Optional<String> text(String name) {
    return value(name).map(value -> text(value, place(name)));
  }

  /** The text of this name, or the empty text. */
  public String textOrEmpty(String name) {
    return text(name).orElse("");
  }

  /**
   * The text of this name.
   *
   * @throws JsonException also when there is none
   */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** The whole number of this name, if there is one. */
  public OptionalLong number(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
      throw new JsonException("%s is no whole number".formatted(place(name)));
    }
    return OptionalLong.of(value.get().longValue());
  }

  /**
   * The whole number of this name.
   *
   * @throws JsonException also when there is none
   */
  public long requiredNumber(String name) {
    return number(name).orElseThrow(() -> missing(name));
  }

  /** Whether the value of this name is {@code true}; everything else is no. */
  public boolean flag(String name) {
    return value(name).filter(JsonNode::booleanValue).isPresent();
  }

  /** The object of this name, if there is one. */
  public Optional<JsonObject> object(String name) {
    return value(name).map(value -> object(value, place(name)));
  }

  /**
   * The object of this name.
   *
   * @throws JsonException also when there is none
   */
  public JsonObject requiredObject(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  /** The texts in the array of this name; none when it is absent. */
  public List<String> texts(String name) {
    return value(name)
        .map(array -> elements(array, place(name), element -> text(element, place(name))))
        .orElse(List.of());
  }

  /** The objects in the array of this name; none when it is absent. */
  public List<JsonObject> objects(String name) {
    return value(name)
        .map(array -> elements(array, place(name), element -> object(element, place(name))))
        .orElse(List.of());
  }

  /** The object of this name as a map of texts, in its order; empty when it is absent. */
  public Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    object(name)
        .ifPresent(object -> object.keys().forEach(key -> map.put(key, object.textOrEmpty(key))));
    return map;
  }

  /** The names in this object, in its order. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private JsonException missing(String name) {
    return new JsonException("%s is missing".formatted(place(name)));
  }
}
