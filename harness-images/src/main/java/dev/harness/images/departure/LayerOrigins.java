package dev.harness.images.departure;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.pipeline.PackagedLayers;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.BlobContent;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemoteRepository;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds layers as they came once more, where an image that is pushed came from. */
public final class LayerOrigins {
  private final RegistryClient registry;
  private final PackagedImages packages;
  private final String known;
  private final Credentials credentials;

  /**
   * Looks in registries, and among the images made from packages.
   *
   * @param known the registry that the credentials are for: they go nowhere else
   */
  public LayerOrigins(
      RegistryClient registry, PackagedImages packages, String known, Credentials credentials) {
    this.registry = registry;
    this.packages = packages;
    this.known = known;
    this.credentials = credentials;
  }

  /** Asks every registry as nobody. */
  public static LayerOrigins anonymous(RegistryClient registry, PackagedImages packages) {
    return new LayerOrigins(registry, packages, "", Credentials.none());
  }

  /** A repository that an image came from, seen as the user for whom this was made. */
  RemoteRepository repository(Reference origin) {
    boolean same = origin.domain().equals(known);
    return registry.repository(origin, same ? credentials : Credentials.none());
  }

  /** The origins that an image's names tell. */
  Sources among(List<Reference> names) {
    return new Sources(
        names.stream()
            .filter(name -> name.digest().isPresent() || PackagedImages.include(name))
            .toList());
  }

  /**
   * A layer that can be had.
   *
   * @param remote whether that is only known when it was opened
   */
  record Found(boolean remote, BlobContent content) {}

  /** The origins of one image: looked for by one thread, opened by several. */
  final class Sources {
    private final List<Reference> references;

    /** Registries that did not answer: each layer would wait for them anew. */
    private final Map<Reference, RegistryException.Unreachable> gone = new ConcurrentHashMap<>();

    private @Nullable PackagedLayers packaged;

    private Sources(List<Reference> references) {
      this.references = references;
    }

    /** Where they are; none when nobody knows where the image came from. */
    List<Reference> references() {
      return references;
    }

    /**
     * Looks for a layer: among the images made from packages, which tell, and at registries, which
     * are asked when it is opened.
     */
    Optional<Found> find(Descriptor layer) {
      Optional<Path> made = packaged().imageWith(layer);
      for (Reference origin : references) {
        if (made.isEmpty() && PackagedImages.include(origin)) {
          made = packages.madeAgain(origin, layer);
        }
      }
      if (made.isPresent()) {
        Path image = made.get();
        return Optional.of(new Found(false, () -> PackagedImages.open(image, layer)));
      }
      return references.stream().allMatch(PackagedImages::include)
          ? Optional.empty()
          : Optional.of(new Found(true, () -> download(layer)));
    }

    /** The manifest of the same image as it was made from packages. */
    Optional<byte[]> madeManifest(Digest image) {
      return packaged().manifestOf(image);
    }

    /** Read when it is first needed, and for one image only once. */
    private PackagedLayers packaged() {
      PackagedLayers known = packaged == null ? packages.layers() : packaged;
      packaged = known;
      return known;
    }

    /** Opens a layer at the first registry that gives it. */
    private InputStream download(Descriptor layer) {
      RegistryException failure = null;
      for (Reference origin : references) {
        if (PackagedImages.include(origin)) {
          continue;
        }
        try {
          return blob(origin, layer);
        } catch (RegistryException e) {
          failure = e;
        }
      }
      throw failure == null
          ? new ImageException.Unavailable("no registry has " + layer.digest())
          : failure;
    }

    private InputStream blob(Reference origin, Descriptor layer) {
      RegistryException.Unreachable before = gone.get(origin);
      if (before != null) {
        throw before;
      }
      try {
        return repository(origin).blob(layer);
      } catch (RegistryException.Unreachable e) {
        gone.put(origin, e);
        throw e;
      }
    }
  }
}
