package dev.harness.engineapi.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.harness.engineapi.Absent;
import java.io.IOException;
import java.util.List;

/**
 * Where on the host a port of a container is published.
 *
 * @param hostIp an address of the host; empty means the engine's choice
 * @param hostPort a port in decimal; empty or 0 means any free one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PortBinding(
    @JsonProperty("HostIp") String hostIp, @JsonProperty("HostPort") String hostPort) {
  /** Takes absent parts as empty. */
  public PortBinding {
    hostIp = Absent.text(hostIp);
    hostPort = Absent.text(hostPort);
  }

  /** Writes the bindings of one port; {@code null} stands for none, as Docker has it. */
  public static final class ListWriter extends StdSerializer<List<PortBinding>> {
    private static final long serialVersionUID = 1L;

    ListWriter() {
      super(List.class, false);
    }

    @Override
    public void serialize(
        List<PortBinding> bindings, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (bindings.isEmpty()) {
        json.writeNull();
        return;
      }
      json.writeStartArray();
      for (PortBinding binding : bindings) {
        provider.defaultSerializeValue(binding, json);
      }
      json.writeEndArray();
    }
  }
}
