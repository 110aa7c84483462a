package dev.harness.lasting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.digest.Sha256;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** A name for all that makes a container what it is, the same in every run and process. */
public final class SpecHash {
  /** Goes into each hash, so that containers of an older scheme are not taken. */
  private static final String SCHEME = "1";

  private SpecHash() {}

  /**
   * Computes it.
   *
   * @param request without what changes from run to run
   * @param name of the container; empty when the engine invents it
   * @param imageId what the image's name means at present
   * @param files put into the container before it starts
   * @return 64 hexadecimal digits
   * @throws IOException when a file cannot be read
   */
  public static String of(
      CreateContainerRequest request, String name, String imageId, List<CopiedFile> files)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    ObjectMapper json = EngineJson.newMapper();
    String description =
        SCHEME
            + '\n'
            + name
            + '\n'
            + imageId
            + '\n'
            + json.writeValueAsString(sorted(json.valueToTree(request)));
    digest.update(description.getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      FileCopy.write(files, out, Instant.EPOCH);
    }
    return Sha256.hex(digest);
  }

  /** Java's immutable maps have another order in every process. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = object.objectNode();
      TreeSet<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> result.set(name, sorted(object.path(name))));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = array.arrayNode();
      array.forEach(element -> result.add(sorted(element)));
      return result;
    }
    return node;
  }
}
