package dev.harness.images.archive;

import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One image of an archive; valid until the archive is closed. */
public final class ArchivedImage {
  private final byte[] configBytes;
  private final ConfigDocument config;
  private final byte @Nullable [] manifestBytes;
  private final List<ArchivedLayer> layers;
  private final List<Reference> names;

  ArchivedImage(
      byte[] configBytes,
      byte @Nullable [] manifestBytes,
      List<ArchivedLayer> layers,
      List<Reference> names) {
    this.configBytes = configBytes;
    this.config = ConfigDocument.parse(configBytes);
    this.manifestBytes = manifestBytes;
    this.layers = List.copyOf(layers);
    this.names = List.copyOf(names);
    config.checkLayers(layers.size());
  }

  /** The image's id: the digest of its configuration. */
  public Digest id() {
    return Digest.sha256(configBytes);
  }

  /** The configuration as it stands in the archive; nobody changes the bytes. */
  public byte[] configBytes() {
    return configBytes;
  }

  /** The configuration. */
  public ConfigDocument config() {
    return config;
  }

  /** The manifest as it stands in the archive, when it has one. */
  public Optional<byte[]> manifestBytes() {
    return Optional.ofNullable(manifestBytes);
  }

  /** The layers, the lowest first. */
  public List<ArchivedLayer> layers() {
    return layers;
  }

  /** The names that the archive gives the image; possibly none. */
  public List<Reference> names() {
    return names;
  }
}
