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
  private final Reference target;
  private final Credentials credentials;

  /** Credentials for the target's registry are good for what else is there, and nowhere else. */
  LayerOrigins(
      RegistryClient registry, List<Reference> origins, Reference target, Credentials credentials) {
    this.registry = registry;
    this.origins = List.copyOf(origins);
    this.target = target;
    this.credentials = credentials;
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
      boolean known = origin.domain().equals(target.domain());
      try {
        return registry.repository(origin, known ? credentials : Credentials.none()).blob(layer);
      } catch (RegistryException e) {
        failure = e;
      }
    }
    throw failure == null
        ? new ImageException.Unavailable("no registry has " + layer.digest())
        : failure;
  }
}
