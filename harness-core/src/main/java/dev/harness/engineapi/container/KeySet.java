package dev.harness.engineapi.container;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Go's way to write a set, an object whose values are empty: {@code {"5432/tcp":{}}}. */
final class KeySet {
  private KeySet() {}

  /** Reads the names of an object. */
  static final class Reader extends StdDeserializer<Set<String>> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Set.class);
    }

    @Override
    public Set<String> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = context.readTree(parser);
      if (!node.isObject()) {
        return context.reportInputMismatch(Set.class, "expected an object, found %s", node);
      }
      Set<String> keys = new LinkedHashSet<>();
      node.fieldNames().forEachRemaining(keys::add);
      return keys;
    }
  }

  /** Writes each element as a name with an empty object. */
  static final class Writer extends StdSerializer<Set<String>> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Set.class, false);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Set<String> keys) {
      return keys.isEmpty();
    }

    @Override
    public void serialize(Set<String> keys, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      for (String key : keys) {
        json.writeObjectFieldStart(key);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }
}
