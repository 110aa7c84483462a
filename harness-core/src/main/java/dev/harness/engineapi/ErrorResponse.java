package dev.harness.engineapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of every answer with a status of 400 or more.
 *
 * @param message what was refused, and why
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErrorResponse(@JsonProperty("message") String message) {
  /** Takes an absent message as empty. */
  public ErrorResponse {
    message = Absent.text(message);
  }
}
