package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * One thing that {@code DELETE /images/{name}} did: either a name or the image itself is gone.
 *
 * @param untagged the name that no longer names an image
 * @param deleted the digest of what was deleted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeletedImage(
    @JsonProperty("Untagged") String untagged, @JsonProperty("Deleted") String deleted) {
  /** Takes absent parts as empty. */
  public DeletedImage {
    untagged = Absent.text(untagged);
    deleted = Absent.text(deleted);
  }

  /** A name was taken away. */
  public static DeletedImage untagged(String name) {
    return new DeletedImage(name, "");
  }

  /** An image or a layer was deleted. */
  public static DeletedImage deleted(String digest) {
    return new DeletedImage("", digest);
  }
}
