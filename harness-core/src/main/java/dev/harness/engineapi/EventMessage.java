package dev.harness.engineapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * One line of {@code GET /events}.
 *
 * @param type container, image, network, volume or daemon
 * @param action what happened
 * @param time seconds since 1970
 * @param timeNano nanoseconds since 1970
 * @param status the action again, as API 1.21 had it
 * @param id of whom it happened to, as API 1.21 had it
 * @param from the container's image, as API 1.21 had it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventMessage(
    @JsonProperty("status") String status,
    @JsonProperty("id") String id,
    @JsonProperty("from") String from,
    @JsonProperty("Type") String type,
    @JsonProperty("Action") String action,
    @JsonProperty("Actor") Actor actor,
    @JsonProperty("scope") String scope,
    @JsonProperty("time") long time,
    @JsonProperty("timeNano") long timeNano) {
  /** Takes absent parts as empty. */
  public EventMessage {
    status = Absent.text(status);
    id = Absent.text(id);
    from = Absent.text(from);
    type = Absent.text(type);
    action = Absent.text(action);
    actor = actor == null ? new Actor("", Map.of()) : actor;
    scope = Absent.text(scope);
  }

  /** Whom it happened to; the attributes tell more, such as the exit code. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Actor(
      @JsonProperty("ID") String id, @JsonProperty("Attributes") Map<String, String> attributes) {
    /** Takes absent parts as empty. */
    public Actor {
      id = Absent.text(id);
      attributes = Absent.map(attributes);
    }
  }
}
