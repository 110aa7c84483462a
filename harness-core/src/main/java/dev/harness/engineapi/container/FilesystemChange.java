package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * One of what {@code GET /containers/{id}/changes} answers.
 *
 * @param kind 0 modified, 1 added, 2 deleted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FilesystemChange(@JsonProperty("Path") String path, @JsonProperty("Kind") int kind) {
  /** Takes an absent path as empty. */
  public FilesystemChange {
    path = Absent.text(path);
  }
}
