package dev.harness.images.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.change.RunConfig;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The configuration of an image that is made here. */
final class MadeDocument {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** What Docker's older versions wrote about the container that an image was made of. */
  private static final List<String> OF_THE_PARENT_ALONE =
      List.of("container", "container_config", "id", "parent", "author", "comment");

  private final ObjectNode json;

  private MadeDocument(ObjectNode json) {
    this.json = json;
  }

  /** Without a parent. */
  static MadeDocument first(Platform platform) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("architecture", platform.architecture()).put("os", platform.os());
    if (!platform.variant().isEmpty()) {
      json.put("variant", platform.variant());
    }
    return new MadeDocument(json);
  }

  /** Of a parent's; what nobody here knows of it is kept. */
  static MadeDocument of(byte[] parent) {
    ObjectNode json = (ObjectNode) tree(parent);
    json.remove(OF_THE_PARENT_ALONE);
    return new MadeDocument(json);
  }

  /** The document, with one more layer or none. */
  byte[] with(RunConfig config, Step step, Optional<MadeLayer> layer) {
    json.put("created", step.created().toString());
    if (!step.author().isEmpty()) {
      json.put("author", step.author());
    }
    json.set("config", tree(config.toJson()));
    ObjectNode files = json.withObjectProperty("rootfs").put("type", "layers");
    layer.ifPresentOrElse(
        made -> files.withArrayProperty("diff_ids").add(made.diffId().toString()),
        () -> files.withArrayProperty("diff_ids"));
    ObjectNode entry = json.withArrayProperty("history").addObject();
    entry.put("created", step.created().toString());
    putUnlessEmpty(entry, "created_by", step.createdBy());
    putUnlessEmpty(entry, "author", step.author());
    putUnlessEmpty(entry, "comment", step.comment());
    if (layer.isEmpty()) {
      entry.put("empty_layer", true);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void putUnlessEmpty(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static JsonNode tree(byte[] document) {
    try {
      return MAPPER.readTree(document);
    } catch (IOException e) {
      throw new IllegalStateException("what was read or written as JSON before can be read", e);
    }
  }
}
