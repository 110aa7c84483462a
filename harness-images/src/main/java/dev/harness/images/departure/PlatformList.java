package dev.harness.images.departure;

import dev.harness.images.manifest.ImageIndex;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.FetchedManifest;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A list of platforms from which an image here was chosen, as a registry has it. */
final class PlatformList {
  private final Reference name;
  private final RemoteRepository origin;
  private final FetchedManifest document;
  private final ImageIndex index;

  /** The images that are here, by their manifests. */
  private final Map<Digest, ImageRecord> here;

  private PlatformList(
      Reference name,
      RemoteRepository origin,
      FetchedManifest document,
      ImageIndex index,
      Map<Digest, ImageRecord> here) {
    this.name = name;
    this.origin = origin;
    this.document = document;
    this.index = index;
    this.here = here;
  }

  /**
   * Looks for the list, whose digest is among the image's names. There is none when nobody gives it
   * any more; nor when there are several, as nobody knows then which is meant.
   *
   * @param table all images that are here
   * @param names of the image itself
   */
  static Optional<PlatformList> of(
      ImageTable table,
      ImageRecord image,
      List<Reference> names,
      LayerOrigins origins,
      Progress progress) {
    Optional<Digest> manifest = image.manifest();
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Map<Digest, ImageRecord> here = byManifest(table);
    Map<Digest, PlatformList> found = new TreeMap<>();
    for (Reference name : names) {
      Digest digest = name.digest().orElse(manifest.get());
      if (!digest.equals(manifest.get())
          && !found.containsKey(digest)
          && !PackagedImages.include(name)) {
        ask(origins.repository(name), name, here, progress)
            .filter(list -> list.offers(manifest.get()))
            .ifPresent(list -> found.put(digest, list));
      }
    }
    return found.size() == 1 ? found.values().stream().findFirst() : Optional.empty();
  }

  private static Optional<PlatformList> ask(
      RemoteRepository origin, Reference name, Map<Digest, ImageRecord> here, Progress progress) {
    try {
      FetchedManifest fetched = origin.manifest();
      return ManifestDocument.parse(fetched.content(), fetched.mediaType())
              instanceof ImageIndex index
          ? Optional.of(new PlatformList(name, origin, fetched, index, here))
          : Optional.empty();
    } catch (RegistryException | ManifestException e) {
      progress.on(Progress.Step.of("Cannot see %s: %s".formatted(name.familiar(), e.getMessage())));
      return Optional.empty();
    }
  }

  private boolean offers(Digest manifest) {
    return index.images().stream().anyMatch(entry -> entry.descriptor().digest().equals(manifest));
  }

  /** The list as it came. */
  byte[] content() {
    return document.content();
  }

  /** What others say of the list. */
  Descriptor descriptor() {
    return new Descriptor(
        ManifestDocument.label(document.content()), document.digest(), document.content().length);
  }

  /** The repository that has the list, and all that it names. */
  RemoteRepository origin() {
    return origin;
  }

  /** What that repository is called. */
  List<Reference> names() {
    return List.of(name);
  }

  /** What is no image: signatures, attestations and the like. */
  List<Descriptor> others() {
    return index.others().stream().map(ImageIndex.Entry::descriptor).distinct().toList();
  }

  /** The images of the list that are here, in its order. */
  List<ImageRecord> imagesHere() {
    return index.images().stream()
        .map(entry -> entry.descriptor().digest())
        .distinct()
        .flatMap(digest -> Optional.ofNullable(here.get(digest)).stream())
        .toList();
  }

  /** What has to be here before the list can be sent, as people call it; empty when all is. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (ImageIndex.Entry entry : index.images()) {
      if (!here.containsKey(entry.descriptor().digest())) {
        missing.add(
            entry.platform() == null
                ? entry.descriptor().digest().toString()
                : entry.platform().toString());
      }
    }
    // Lists in lists, and what is no manifest, would have to be understood before it is sent.
    index.others().stream()
        .map(ImageIndex.Entry::descriptor)
        .filter(other -> !isManifest(other))
        .forEach(other -> missing.add(other.digest().toString()));
    return Collections.unmodifiableList(missing);
  }

  private static boolean isManifest(Descriptor descriptor) {
    return MediaType.find(descriptor.mediaType())
        .filter(type -> type.role() == MediaType.Role.MANIFEST)
        .isPresent();
  }

  private static Map<Digest, ImageRecord> byManifest(ImageTable table) {
    return table.all().stream()
        .filter(image -> image.manifest().isPresent())
        .collect(
            Collectors.toMap(
                image -> image.manifest().get(), Function.identity(), (one, other) -> one));
  }
}
