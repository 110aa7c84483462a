package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.container.ContainerInspect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Shows a container with all the fields of {@code docker inspect}: those that ask for nothing too,
 * which the records leave out, because clients look into them without asking whether they are there.
 */
final class CompleteView {
  private static final String FIELDS = "inspect.json";

  private final ObjectMapper json;
  private final ObjectNode nothing;

  CompleteView(ObjectMapper json) {
    this.json = json;
    try (InputStream fields = CompleteView.class.getResourceAsStream(FIELDS)) {
      if (fields == null) {
        throw new IllegalStateException("the engine's jar lacks " + FIELDS);
      }
      this.nothing = (ObjectNode) json.readTree(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FIELDS, e);
    }
  }

  ObjectNode of(ContainerInspect container) {
    ObjectNode complete = nothing.deepCopy();
    ObjectNode known = json.valueToTree(container);
    for (var field : known.properties()) {
      JsonNode empty = complete.path(field.getKey());
      if (empty instanceof ObjectNode fields && field.getValue() instanceof ObjectNode own) {
        fields.setAll(own);
      } else {
        complete.set(field.getKey(), field.getValue());
      }
    }
    return complete;
  }
}
