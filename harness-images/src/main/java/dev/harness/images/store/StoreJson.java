package dev.harness.images.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The store's own documents as JSON. */
final class StoreJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SUM = "sum";
  private static final String TABLE = "the table of images";

  private StoreJson() {}

  static byte[] write(LayerRecord layer) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("diffId", layer.diffId().toString());
    json.put("fileBytes", layer.fileBytes());
    layer.blob().ifPresent(blob -> json.put("blob", blob.toString()));
    return bytes(json);
  }

  static LayerRecord readLayer(byte[] document) {
    try {
      JsonObject json = JsonObject.parse(document, "layer.json");
      return new LayerRecord(
          Digest.parse(json.requiredText("diffId")),
          json.requiredNumber("fileBytes"),
          json.text("blob").map(Digest::parse).orElse(null));
    } catch (JsonException | InvalidReferenceException e) {
      throw damaged("the record of a layer", e);
    }
  }

  /** A changed name would still be one, so the table carries a sum of itself. */
  static byte[] write(ImageTable table) {
    ObjectNode json = tree(table);
    json.put(SUM, sum(json));
    return bytes(json);
  }

  private static String sum(ObjectNode table) {
    return Digest.sha256(bytes(table)).toString();
  }

  private static ObjectNode tree(ImageTable table) {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode images = json.putArray("images");
    for (ImageRecord image : table.all()) {
      ObjectNode node = images.addObject();
      node.put("id", image.id().toString());
      image.manifest().ifPresent(manifest -> node.put("manifest", manifest.toString()));
      ArrayNode chain = node.putArray("chain");
      image.chain().forEach(chainId -> chain.add(chainId.toString()));
      node.put("sizeBytes", image.sizeBytes());
      image.parent().ifPresent(parent -> node.put("parent", parent.toString()));
    }
    ObjectNode names = json.putObject("names");
    table.names().forEach((name, id) -> names.put(name, id.toString()));
    return json;
  }

  static ImageTable readTable(byte[] document) {
    try {
      JsonObject json = JsonObject.parse(document, "images.json");
      Map<Digest, ImageRecord> images = new LinkedHashMap<>();
      for (JsonObject node : json.objects("images")) {
        ImageRecord image = image(node);
        images.put(image.id(), image);
      }
      Map<String, Digest> names = new TreeMap<>();
      json.textMap("names").forEach((name, id) -> names.put(name, Digest.parse(id)));
      ImageTable table = new ImageTable(images, names);
      // Stores of the first versions have no sum; fields of later versions count in it.
      if (json.text(SUM).filter(sum -> !sum.equals(sum(json.without(SUM)))).isPresent()) {
        throw damaged(TABLE, new IllegalStateException("its sum is another one than it says"));
      }
      return table;
    } catch (JsonException | InvalidReferenceException e) {
      throw damaged(TABLE, e);
    }
  }

  private static ImageRecord image(JsonObject node) {
    return new ImageRecord(
        Digest.parse(node.requiredText("id")),
        node.text("manifest").map(Digest::parse).orElse(null),
        node.texts("chain").stream().map(text -> new ChainId(Digest.parse(text))).toList(),
        node.requiredNumber("sizeBytes"),
        node.text("parent").map(Digest::parse).orElse(null));
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers cannot be written", e);
    }
  }

  private static StoreException.Damaged damaged(String what, RuntimeException cause) {
    return new StoreException.Damaged(
        "%s of the image store is damaged: %s; repair it by 'harness store check --repair'"
            .formatted(what, cause.getMessage()),
        cause);
  }
}
