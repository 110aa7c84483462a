package dev.harness.images;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.RegistryClient;
import java.io.InputStream;
import java.util.List;

/** The repositories that an image was pulled from, and have its layers as they came. */
final class LayerOrigins {
  private final RegistryClient registry;
  private final List<Reference> origins;
  private final String known;
  private final Credentials credentials;

  /** Credentials for the target's registry are good for what else is there, and nowhere else. */
  LayerOrigins(
      RegistryClient registry, List<Reference> origins, Reference target, Credentials credentials) {
    this(registry, origins, target.domain(), credentials);
  }

  private LayerOrigins(
      RegistryClient registry, List<Reference> origins, String known, Credentials credentials) {
    this.registry = registry;
    this.origins = List.copyOf(origins);
    this.known = known;
    this.credentials = credentials;
  }

  /** Asks all registries as nobody. */
  static LayerOrigins anonymous(RegistryClient registry, List<Reference> origins) {
    return new LayerOrigins(registry, origins, "", Credentials.none());
  }

  List<Reference> references() {
    return origins;
  }

  /**
   * Opens a layer at the first repository that gives it.
   *
   * @throws RegistryException when none does
   */
  InputStream open(Descriptor layer) {
    RegistryException failure = null;
    for (Reference origin : origins) {
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
