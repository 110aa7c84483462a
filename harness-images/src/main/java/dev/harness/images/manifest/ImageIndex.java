package dev.harness.images.manifest;

import dev.harness.images.json.JsonObject;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of images, usually one per platform.
 *
 * @param entries in their order
 */
public record ImageIndex(List<Entry> entries) implements ManifestDocument {
  private static final String UNKNOWN = "unknown";

  /** Copies the list. */
  public ImageIndex {
    entries = List.copyOf(entries);
  }

  /**
   * One line of the list.
   *
   * @param descriptor the manifest, or another index
   * @param platform what it is made for, or null when the list does not say
   * @param artifactType what it is when it is no image, or the empty text
   * @param annotations further words about it
   */
  public record Entry(
      Descriptor descriptor,
      @Nullable Platform platform,
      String artifactType,
      Map<String, String> annotations) {

    /** Copies the map. */
    public Entry {
      annotations = Map.copyOf(annotations);
    }

    /** Signatures and attestations lie beside images in a list and are none (P20). */
    boolean isImage() {
      boolean manifest =
          MediaType.find(descriptor.mediaType())
              .map(MediaType::role)
              .filter(role -> role == MediaType.Role.MANIFEST || role == MediaType.Role.INDEX)
              .isPresent();
      boolean known = platform == null || !platform.os().equals(UNKNOWN);
      return manifest
          && known
          && artifactType.isEmpty()
          && !annotations.containsKey("vnd.docker.reference.type");
    }
  }

  static ImageIndex read(JsonObject json) {
    return new ImageIndex(json.objects("manifests").stream().map(ImageIndex::entry).toList());
  }

  private static Entry entry(JsonObject json) {
    Optional<Platform> platform =
        json.object("platform")
            .map(
                given ->
                    new Platform(
                        given.textOrEmpty("os"),
                        given.textOrEmpty("architecture"),
                        given.textOrEmpty("variant")));
    return new Entry(
        Descriptors.read(json),
        platform.orElse(null),
        json.textOrEmpty("artifactType"),
        json.textMap("annotations"));
  }

  /** The entries that are images, in their order. */
  public List<Entry> images() {
    return entries.stream().filter(Entry::isImage).toList();
  }

  /** The entries that are no images, in their order: signatures, attestations and the like. */
  public List<Entry> others() {
    return entries.stream().filter(entry -> !entry.isImage()).toList();
  }

  /**
   * Chooses the entry that fits {@code wanted} best; the first of equals, and one without a
   * platform only when nothing else fits (P21).
   *
   * @throws ManifestException.NoSuchPlatform when none fits, listing what there is
   */
  public Descriptor choose(Platform wanted) {
    Entry best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (Entry entry : entries) {
      OptionalInt distance = distance(entry, wanted);
      if (distance.isPresent() && distance.getAsInt() < bestDistance) {
        best = entry;
        bestDistance = distance.getAsInt();
      }
    }
    if (best == null) {
      throw new ManifestException.NoSuchPlatform(
          "no matching manifest for %s in the manifest list entries; there are: %s"
              .formatted(wanted, offered()));
    }
    return best.descriptor();
  }

  private static OptionalInt distance(Entry entry, Platform wanted) {
    if (!entry.isImage()) {
      return OptionalInt.empty();
    }
    Platform platform = entry.platform();
    return platform == null ? OptionalInt.of(Integer.MAX_VALUE - 1) : wanted.distanceTo(platform);
  }

  private String offered() {
    String platforms =
        images().stream()
            .map(entry -> String.valueOf(entry.platform()))
            .distinct()
            .limit(20)
            .collect(Collectors.joining(", "));
    return platforms.isEmpty() ? "none" : platforms;
  }
}
