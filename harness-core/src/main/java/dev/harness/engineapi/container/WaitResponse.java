package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /containers/{id}/wait} answers at last.
 *
 * @param statusCode the exit code
 * @param error why the waiting itself failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WaitResponse(
    @JsonProperty("StatusCode") long statusCode,
    @JsonProperty("Error") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Failure error) {

  /** Why the waiting itself failed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Failure(@JsonProperty("Message") String message) {
    /** Takes an absent message as empty. */
    public Failure {
      message = Absent.text(message);
    }
  }
}
