package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * One step of how an image was made, as {@code GET /images/{name}/history} tells it.
 *
 * @param id of the image for its last step, {@code <missing>} for the others
 * @param created seconds since 1970
 * @param createdBy the command
 * @param tags of the image, for its last step
 * @param size bytes of the layer that the step left, 0 for none
 * @param comment what its author added
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageHistoryEntry(
    @JsonProperty("Id") String id,
    @JsonProperty("Created") long created,
    @JsonProperty("CreatedBy") String createdBy,
    @JsonProperty("Tags") List<String> tags,
    @JsonProperty("Size") long size,
    @JsonProperty("Comment") String comment) {
  /** Takes absent parts as empty. */
  public ImageHistoryEntry {
    id = Absent.text(id);
    createdBy = Absent.text(createdBy);
    tags = Absent.list(tags);
    comment = Absent.text(comment);
  }
}
