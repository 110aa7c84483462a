package dev.harness.images.registry.client;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Retry;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Pushes to one repository: blobs first, then what refers to them (P35). Mirrors are not asked.
 *
 * <p>Can be used by several threads. Every method throws {@link RegistryException} when the
 * registry does not do what it is asked.
 */
public final class RemotePush {
  private final Reference reference;
  private final RegistryCaller caller;
  private final Retry retry;
  private final Route origin;
  private final List<String> mountFrom;
  private final Scope scope;

  RemotePush(
      Reference reference,
      RegistryCaller caller,
      Retry retry,
      Route origin,
      List<Reference> mountFrom) {
    this.reference = reference;
    this.caller = caller;
    this.retry = retry;
    this.origin = origin;
    this.mountFrom =
        mountFrom.stream()
            .filter(other -> other.domain().equals(reference.domain()))
            .map(Reference::path)
            .filter(path -> !path.equals(reference.path()))
            .distinct()
            .toList();
    this.scope = Scope.push(reference.path(), this.mountFrom);
  }

  /**
   * Makes sure that the repository has a blob: looks whether it is there, then whether another
   * repository has it, and sends it otherwise.
   *
   * @param sent gets the number of bytes that were sent so far; less than before when it starts
   *     over
   */
  public PlacedBlob blob(Descriptor blob, BlobContent content, LongConsumer sent) {
    BlobPush push = new BlobPush(upload(blob), mountFrom, content, sent, retry);
    return retry.run(() -> origin.first(push::to));
  }

  private UploadCalls upload(Descriptor blob) {
    String action = "push %s to %s".formatted(blob.digest(), reference.familiarRepository());
    return new UploadCalls(caller, scope, action, blob);
  }

  /**
   * Pushes a manifest or an index by a tag or by its digest.
   *
   * @param tag empty for none
   */
  public Digest manifest(Optional<String> tag, String mediaType, byte[] content) {
    Digest digest = Digest.sha256(content);
    ManifestPush push =
        new ManifestPush(caller, scope, tag.orElse(digest.toString()), mediaType, content);
    retry.run(() -> origin.first(push::to));
    return digest;
  }
}
