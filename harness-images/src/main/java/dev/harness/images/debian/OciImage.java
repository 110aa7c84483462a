package dev.harness.images.debian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.debian.recipe.ImageSettings;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The JSON documents of an image with one layer: config, manifest and index of the OCI image
 * specification. The same image gives the same bytes.
 *
 * @param name of the recipe
 * @param version of the program that the image is about
 * @param platform that its programs are made for
 * @param created when, for the record
 * @param settings how containers run
 * @param layer its only layer, not compressed
 */
record OciImage(
    String name,
    String version,
    Platform platform,
    Instant created,
    ImageSettings settings,
    Descriptor layer) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Describes a document of ours. */
  static Descriptor describe(MediaType type, byte[] content) {
    return new Descriptor(type.text(), Digest.sha256(content), content.length);
  }

  byte[] config() {
    ObjectNode config = JSON.objectNode();
    config.put("created", created.toString());
    putPlatform(config);
    config.set("config", containerConfig());
    ObjectNode rootfs = config.putObject("rootfs");
    rootfs.put("type", "layers");
    rootfs.putArray("diff_ids").add(layer.digest().toString());
    ObjectNode history = config.putArray("history").addObject();
    history.put("created", created.toString());
    history.put("created_by", "Debian packages for " + name);
    return bytes(config);
  }

  byte[] manifest() {
    ObjectNode manifest = JSON.objectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaType.OCI_MANIFEST.text());
    manifest.set("config", descriptor(describe(MediaType.OCI_CONFIG, config())));
    manifest.putArray("layers").add(descriptor(layer));
    ObjectNode annotations = manifest.putObject("annotations");
    annotations.put("org.opencontainers.image.version", version);
    annotations.put("org.opencontainers.image.created", created.toString());
    return bytes(manifest);
  }

  byte[] index() {
    ObjectNode index = JSON.objectNode();
    index.put("schemaVersion", 2);
    index.put("mediaType", MediaType.OCI_INDEX.text());
    ObjectNode manifest = descriptor(describe(MediaType.OCI_MANIFEST, manifest()));
    putPlatform(manifest.putObject("platform"));
    index.putArray("manifests").add(manifest);
    return bytes(index);
  }

  private ObjectNode containerConfig() {
    ObjectNode config = JSON.objectNode();
    putUnlessEmpty(config, "User", settings.user());
    putKeys(config, "ExposedPorts", settings.exposedPorts());
    putList(config, "Env", settings.environment());
    putList(config, "Entrypoint", settings.entrypoint());
    putList(config, "Cmd", settings.command());
    putKeys(config, "Volumes", settings.volumes());
    putUnlessEmpty(config, "WorkingDir", settings.workingDirectory());
    putUnlessEmpty(config, "StopSignal", settings.stopSignal());
    config.set("Labels", JSON.objectNode().put("org.opencontainers.image.version", version));
    return config;
  }

  private void putPlatform(ObjectNode node) {
    node.put("architecture", platform.architecture());
    node.put("os", platform.os());
    putUnlessEmpty(node, "variant", platform.variant());
  }

  private static void putUnlessEmpty(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }

  private static void putList(ObjectNode node, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(field);
      values.forEach(array::add);
    }
  }

  /** A set, as these formats write it: an object with empty objects. */
  private static void putKeys(ObjectNode node, String field, List<String> keys) {
    if (!keys.isEmpty()) {
      ObjectNode object = node.putObject(field);
      keys.forEach(object::putObject);
    }
  }

  private static ObjectNode descriptor(Descriptor content) {
    return JSON.objectNode()
        .put("mediaType", content.mediaType())
        .put("digest", content.digest().toString())
        .put("size", content.sizeBytes());
  }

  private static byte[] bytes(ObjectNode document) {
    try {
      return MAPPER.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }
}
