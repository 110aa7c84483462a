package dev.harness.images.departure;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.PackagedImages;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

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

  /** The origins that an image's names tell. */
  Sources among(List<Reference> names) {
    return new Sources(
        names.stream()
            .filter(name -> name.digest().isPresent() || PackagedImages.include(name))
            .toList());
  }

  /** The origins of one image. */
  final class Sources {
    private final List<Reference> references;

    private Sources(List<Reference> references) {
      this.references = references;
    }

    /** Where they are; none when nobody knows where the image came from. */
    List<Reference> references() {
      return references;
    }

    /**
     * Opens a layer at the first origin that gives it.
     *
     * @throws RegistryException when none does
     */
    InputStream open(Descriptor layer) throws IOException {
      RegistryException failure = null;
      for (Reference origin : references) {
        if (PackagedImages.include(origin)) {
          return packages.layer(origin, layer);
        }
        boolean same = origin.domain().equals(known);
        try {
          return registry.repository(origin, same ? credentials : Credentials.none()).blob(layer);
        } catch (RegistryException e) {
          failure = e;
        }
      }
      throw failure == null
          ? new ImageException.Unavailable("no registry has " + layer.digest())
          : failure;
    }
  }
}
