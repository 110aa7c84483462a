package dev.harness.images.arrival;

import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.manifest.ImageIndex;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.client.FetchedManifest;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * Pulls one image: name → manifest → configuration → layers → store. After the first answer all
 * goes by digest, so a pull is one consistent snapshot (P19).
 */
public final class Pull {
  private static final int MAX_INDEX_DEPTH = 2;

  private final RemoteRepository repository;
  private final Arrival arrival;
  private final Reference reference;
  private final Platform platform;
  private final Progress progress;

  public Pull(
      RemoteRepository repository,
      Arrival arrival,
      Reference reference,
      Platform platform,
      Progress progress) {
    this.repository = repository;
    this.arrival = arrival;
    this.reference = reference;
    this.platform = platform;
    this.progress = progress;
  }

  /** One manifest of an image, as it came and as it was understood. */
  private record Chosen(FetchedManifest fetched, ImageManifest manifest) {}

  /** Does it all and gives the image's id. */
  public Digest run() {
    progress.on(Progress.Step.of("Pulling from " + reference.path(), reference.tag().orElse("")));
    FetchedManifest top = repository.manifest();
    Chosen chosen = choose(top);
    byte[] configBytes = repository.document(chosen.manifest().config());
    ConfigDocument config = ConfigDocument.parse(configBytes);
    config.checkLayers(chosen.manifest().layers().size());
    config.checkPlatform(platform);

    Digest id = chosen.manifest().config().digest();
    boolean changed =
        arrival.complete(
            new Arrival.Content(
                id,
                chosen.fetched().digest(),
                List.of(
                    new Document(id, configBytes),
                    new Document(chosen.fetched().digest(), chosen.fetched().content())),
                sources(chosen.manifest(), config)),
            names(top.digest()),
            progress);
    progress.on(Progress.Step.of("Digest: " + top.digest()));
    progress.on(
        Progress.Step.of(
            (changed ? "Status: Downloaded newer image for " : "Status: Image is up to date for ")
                + reference.familiar()));
    return id;
  }

  private Chosen choose(FetchedManifest top) {
    FetchedManifest fetched = top;
    for (int depth = 0; depth <= MAX_INDEX_DEPTH; depth++) {
      ManifestDocument document = ManifestDocument.parse(fetched.content(), fetched.mediaType());
      if (document instanceof ImageManifest manifest) {
        return new Chosen(fetched, manifest);
      }
      Descriptor next = ((ImageIndex) document).choose(platform);
      fetched = repository.manifest(next.digest());
    }
    throw new ManifestException.Invalid(
        "%s is a list of lists of lists, which is not followed".formatted(reference.familiar()));
  }

  private List<LayerSource> sources(ImageManifest manifest, ConfigDocument config) {
    List<LayerSource> sources = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      sources.add(
          new LayerSource(
              config.diffIds().get(i),
              layer.digest().shortHex(),
              layer.sizeBytes(),
              arrival.download(repository, layer)));
    }
    return sources;
  }

  /** The tag, unless a digest was asked for, and always the digest. */
  private List<String> names(Digest digest) {
    String byDigest = reference.withDigest(digest).toString();
    return reference.digest().isPresent()
        ? List.of(byDigest)
        : List.of(reference.toString(), byDigest);
  }
}
