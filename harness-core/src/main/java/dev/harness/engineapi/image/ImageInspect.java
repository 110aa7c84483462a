package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import dev.harness.engineapi.container.ContainerConfig;
import java.util.List;

/**
 * What {@code GET /images/{name}/json} answers.
 *
 * @param id the digest of the image's configuration, {@code sha256:…}
 * @param parent the id of the image here of which it was made, empty when there is none
 * @param created a time of RFC 3339
 * @param size bytes of all layers, unpacked
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageInspect(
    @JsonProperty("Id") String id,
    @JsonProperty("RepoTags") List<String> repoTags,
    @JsonProperty("RepoDigests") List<String> repoDigests,
    @JsonProperty("Parent") String parent,
    @JsonProperty("Comment") String comment,
    @JsonProperty("Created") String created,
    @JsonProperty("Author") String author,
    @JsonProperty("Architecture") String architecture,
    @JsonProperty("Variant") @JsonInclude(JsonInclude.Include.NON_EMPTY) String variant,
    @JsonProperty("Os") String os,
    @JsonProperty("Size") long size,
    @JsonProperty("Config") ContainerConfig config,
    @JsonProperty("RootFS") RootFs rootFs) {
  /** Takes absent parts as empty. */
  public ImageInspect {
    id = Absent.text(id);
    repoTags = Absent.list(repoTags);
    repoDigests = Absent.list(repoDigests);
    parent = Absent.text(parent);
    comment = Absent.text(comment);
    created = Absent.text(created);
    author = Absent.text(author);
    architecture = Absent.text(architecture);
    variant = Absent.text(variant);
    os = Absent.text(os);
    config = config == null ? ContainerConfig.EMPTY : config;
    rootFs = rootFs == null ? new RootFs("layers", List.of()) : rootFs;
  }

  /**
   * The layers.
   *
   * @param layers DiffIDs, the lowest first
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RootFs(
      @JsonProperty("Type") String type, @JsonProperty("Layers") List<String> layers) {
    /** Takes absent parts as empty. */
    public RootFs {
      type = Absent.text(type);
      layers = Absent.list(layers);
    }
  }
}
