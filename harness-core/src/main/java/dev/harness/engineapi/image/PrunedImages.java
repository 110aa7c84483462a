package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /images/prune} answers.
 *
 * @param imagesDeleted names, images and layers that are gone
 * @param spaceReclaimed the bytes of the files that went with them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PrunedImages(
    @JsonProperty("ImagesDeleted") List<DeletedImage> imagesDeleted,
    @JsonProperty("SpaceReclaimed") long spaceReclaimed) {
  /** Takes an absent list as empty. */
  public PrunedImages {
    imagesDeleted = Absent.list(imagesDeleted);
  }
}
