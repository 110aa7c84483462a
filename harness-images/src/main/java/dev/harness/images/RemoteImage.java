package dev.harness.images;

import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.manifest.ImageIndex;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Platform;
import dev.harness.images.registry.client.FetchedManifest;
import dev.harness.images.registry.client.RemoteRepository;
import java.util.List;
import java.util.Optional;

/**
 * What a registry has under a name.
 *
 * @param manifest the manifest or index
 * @param platforms what it runs on
 */
public record RemoteImage(Descriptor manifest, List<Platform> platforms) {

  /** Copies the list. */
  public RemoteImage {
    platforms = List.copyOf(platforms);
  }

  static RemoteImage ask(RemoteRepository repository) {
    FetchedManifest fetched = repository.manifest();
    ManifestDocument document = ManifestDocument.parse(fetched.content(), fetched.mediaType());
    Descriptor descriptor =
        new Descriptor(
            ManifestDocument.label(fetched.content()), fetched.digest(), fetched.content().length);
    return document instanceof ImageIndex index
        ? new RemoteImage(descriptor, platforms(index))
        : new RemoteImage(descriptor, List.of(platform(repository, (ImageManifest) document)));
  }

  private static List<Platform> platforms(ImageIndex index) {
    return index.images().stream()
        .flatMap(entry -> Optional.ofNullable(entry.platform()).stream())
        .toList();
  }

  private static Platform platform(RemoteRepository repository, ImageManifest manifest) {
    return ConfigDocument.parse(repository.document(manifest.config())).platform();
  }
}
