package dev.harness.images.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs in containers of an image, as the {@code config} of its configuration has it; parts
 * that nobody here knows are kept as they are. Changing it makes another one.
 */
public final class RunConfig {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String ENV = "Env";
  private static final String ENTRYPOINT = "Entrypoint";
  private static final String CMD = "Cmd";
  private static final String VOLUMES = "Volumes";
  private static final String SHELL = "Shell";
  private static final String TRIGGERS = "OnBuild";

  /** The parts that images have (OCI image-spec, config.md), and Docker's own. */
  private static final Set<String> OF_IMAGES =
      Set.of(
          "User",
          "ExposedPorts",
          ENV,
          ENTRYPOINT,
          CMD,
          VOLUMES,
          "WorkingDir",
          "Labels",
          "StopSignal",
          "Healthcheck",
          TRIGGERS,
          SHELL);

  private final ObjectNode parts;

  private RunConfig(ObjectNode parts) {
    this.parts = parts;
    // What is null says as little as what is missing.
    parts.properties().removeIf(part -> part.getValue().isNull());
  }

  /** Says nothing. */
  public static RunConfig empty() {
    return new RunConfig(JsonNodeFactory.instance.objectNode());
  }

  /**
   * Reads a JSON object such as {@code {"Cmd":["sh"]}}; {@code null} says nothing.
   *
   * @throws ChangeException when it is none
   */
  public static RunConfig parse(byte[] json) {
    return of(tree(json));
  }

  /**
   * Reads what the configuration of an image says.
   *
   * @throws ChangeException when it is no JSON object
   */
  public static RunConfig ofImage(byte[] configuration) {
    return of(tree(configuration).path("config"));
  }

  /**
   * Reads what a container was asked to run, without what is the container's own: its host name, how
   * its streams are connected.
   *
   * @throws ChangeException when it is no JSON object
   */
  public static RunConfig ofContainer(byte[] json) {
    RunConfig config = parse(json);
    config.parts.retain(OF_IMAGES);
    return config;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new ChangeException("the configuration is no JSON: " + e.getMessage(), e);
    }
  }

  private static RunConfig of(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return empty();
    }
    if (!node.isObject()) {
      throw new ChangeException("the configuration is no JSON object");
    }
    return new RunConfig(node.deepCopy());
  }

  /** This one as JSON. */
  public byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(parts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  /**
   * This one with changes in the words of Dockerfiles, one after the other.
   *
   * @param changes each one line or several, as {@code CMD ["sh"]}
   * @throws ChangeException when one is none
   */
  public RunConfig with(List<String> changes) {
    ObjectNode changed = parts.deepCopy();
    ConfigChanges applied = new ConfigChanges(changed, ChangeScope.PLAIN);
    changes.stream().flatMap(String::lines).map(String::strip).forEach(applied::apply);
    return new RunConfig(changed);
  }

  /**
   * This one with one change.
   *
   * @param word the instruction, as {@code CMD}
   * @param text what stands behind it, of one line or several
   * @throws ChangeException when it is none
   */
  public Changed with(String word, String text, ChangeScope scope) {
    ObjectNode changed = parts.deepCopy();
    String description = new ConfigChanges(changed, scope).apply(word, text);
    return new Changed(new RunConfig(changed), description);
  }

  /** This one with other words that run a command which is a line. */
  public RunConfig withShell(List<String> words) {
    ObjectNode changed = parts.deepCopy();
    ArrayNode shell = changed.putArray(SHELL);
    words.forEach(shell::add);
    return new RunConfig(changed);
  }

  /** This one without what is to be done in images that are made of it. */
  public RunConfig withoutTriggers() {
    ObjectNode changed = parts.deepCopy();
    changed.remove(TRIGGERS);
    return new RunConfig(changed);
  }

  /** What is to be done in images that are made of it, an instruction each. */
  public List<String> triggers() {
    return texts(TRIGGERS);
  }

  /** The variables, {@code NAME=value}. */
  public List<String> environment() {
    return texts(ENV);
  }

  /** What runs a command that is a line. */
  public List<String> shell() {
    List<String> words = texts(SHELL);
    return words.isEmpty() ? InstructionText.SHELL : words;
  }

  /** Where commands run; {@code /} when it does not say. */
  public String workingDirectory() {
    String directory = parts.path("WorkingDir").asText("");
    return directory.isEmpty() ? "/" : directory;
  }

  private List<String> texts(String list) {
    List<String> texts = new ArrayList<>();
    parts.path(list).forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  /** This one without the places that get a volume. */
  public RunConfig withoutVolumes() {
    ObjectNode changed = parts.deepCopy();
    changed.remove(VOLUMES);
    return new RunConfig(changed);
  }

  /**
   * This one, and what it does not say from another: variables, labels, ports and volumes one by
   * one, the rest as a whole; the command only where there is no entry point here (C26).
   */
  public RunConfig over(RunConfig base) {
    ObjectNode merged = parts.deepCopy();
    if (isEmpty(merged, ENTRYPOINT) && isEmpty(merged, CMD)) {
      merged.remove(CMD);
      take(merged, base, CMD);
    }
    base.parts
        .properties()
        .forEach(
            part -> {
              String name = part.getKey();
              JsonNode there = part.getValue();
              JsonNode here = merged.path(name);
              if (name.equals(ENV)) {
                merged.set(ENV, environment(there, here));
              } else if (there.isObject() && here.isObject()) {
                merged.set(name, ((ObjectNode) there.deepCopy()).setAll((ObjectNode) here));
              } else if (!name.equals(CMD) && saysNothing(here)) {
                merged.set(name, there.deepCopy());
              }
            });
    return new RunConfig(merged);
  }

  private static boolean saysNothing(JsonNode part) {
    return part.isMissingNode() || (part.isTextual() && part.textValue().isEmpty());
  }

  private static boolean isEmpty(ObjectNode config, String list) {
    return config.path(list).isEmpty() && !config.path(list).isTextual();
  }

  private static void take(ObjectNode merged, RunConfig base, String name) {
    if (base.parts.has(name)) {
      merged.set(name, base.parts.get(name).deepCopy());
    }
  }

  /** The variables of both, the later ones in the place of the earlier. */
  private static ArrayNode environment(JsonNode base, JsonNode over) {
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    Set<String> here = new HashSet<>();
    over.forEach(variable -> here.add(key(variable)));
    base.forEach(
        variable -> {
          if (!here.contains(key(variable))) {
            merged.add(variable);
          }
        });
    over.forEach(merged::add);
    return merged;
  }

  private static String key(JsonNode variable) {
    String text = variable.asText();
    int equals = text.indexOf('=');
    return equals < 0 ? text : text.substring(0, equals);
  }

  /** Whether both say the same, in whatever order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RunConfig config && parts.equals(config.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
