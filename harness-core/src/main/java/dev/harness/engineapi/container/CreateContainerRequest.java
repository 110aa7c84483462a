package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.network.NetworkingConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /containers/create} takes: the configuration's own fields with two objects
 * among them. Fields that nobody here knows are in {@code config().other()} and
 * {@code hostConfig().other()}.
 */
@JsonDeserialize(using = CreateContainerRequest.Reader.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CreateContainerRequest(
    @JsonUnwrapped ContainerConfig config,
    @JsonProperty("HostConfig") HostConfig hostConfig,
    @JsonProperty("NetworkingConfig") NetworkingConfig networkingConfig) {

  static final class Reader extends StdDeserializer<CreateContainerRequest> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(CreateContainerRequest.class);
    }

    @Override
    public CreateContainerRequest deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!(context.readTree(parser) instanceof ObjectNode fields)) {
        return context.reportInputMismatch(this, "expected an object");
      }
      HostConfig host = part(fields, "HostConfig", HostConfig.class, context);
      NetworkingConfig networking =
          part(fields, "NetworkingConfig", NetworkingConfig.class, context);
      return new CreateContainerRequest(
          context.readTreeAsValue(fields, ContainerConfig.class),
          host == null ? HostConfig.EMPTY : host,
          networking == null ? NetworkingConfig.EMPTY : networking);
    }

    private static <T> @Nullable T part(
        ObjectNode fields, String name, Class<T> type, DeserializationContext context)
        throws IOException {
      JsonNode part = fields.remove(name);
      return part == null || part.isNull() ? null : context.readTreeAsValue(part, type);
    }
  }
}
