package dev.harness.images.arrival;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.VerifiedInputStream;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.PartialBlob;
import dev.harness.images.store.Store;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A layer in a registry. What has come of it survives a failure, and the next attempt asks for the
 * rest (P25, P38).
 */
final class LayerDownload implements LayerOrigin {
  private static final Logger LOG = LoggerFactory.getLogger(LayerDownload.class);

  /** Less than this is sooner asked for again than kept. */
  private static final long WORTH_KEEPING_BYTES = 1 << 20;

  private final RemoteRepository repository;
  private final Store store;
  private final Descriptor blob;
  private boolean wasSpoiled;

  LayerDownload(RemoteRepository repository, Store store, Descriptor blob) {
    this.repository = repository;
    this.store = store;
    this.blob = blob;
  }

  @Override
  public InputStream open() {
    Optional<PartialBlob> partial =
        blob.sizeBytes() < WORTH_KEEPING_BYTES
            ? Optional.empty()
            : store.partial(blob.digest(), blob.sizeBytes());
    if (partial.isEmpty()) {
      return repository.blob(blob);
    }
    PartialBlob kept = partial.get();
    try {
      InputStream rest = repository.blob(blob, kept.sizeBytes());
      return new VerifiedInputStream(kept.continuedBy(rest), blob);
    } catch (RegistryException e) {
      kept.close();
      throw e;
    }
  }

  @Override
  public boolean isOnlyCopy() {
    return false;
  }

  @Override
  public void unpacked() {
    forget();
  }

  private void forget() {
    store
        .partial(blob.digest(), blob.sizeBytes())
        .ifPresent(
            partial -> {
              try (partial) {
                partial.delete();
              }
            });
  }

  /** One fresh download is allowed: what was kept, or came through a broken proxy, may be bad. */
  @Override
  public boolean spoiled() {
    forget();
    boolean first = !wasSpoiled;
    wasSpoiled = true;
    if (first) {
      LOG.warn("{} came with wrong bytes and is downloaded again", blob.digest());
    }
    return first;
  }
}
