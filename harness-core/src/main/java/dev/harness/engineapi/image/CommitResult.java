package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * What {@code POST /commit} answers.
 *
 * @param id the id of the new image
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommitResult(@JsonProperty("Id") String id) {
  /** Takes an absent id as empty. */
  public CommitResult {
    id = Absent.text(id);
  }
}
