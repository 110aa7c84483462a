package dev.harness.images.registry.client;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Reference;
import dev.harness.images.reference.VerifiedInputStream;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.transport.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The repository of an image in its registry, or in mirrors of it, as one user sees it. What is
 * pulled is verified against its digest.
 *
 * <p>Can be used by several threads. Every method throws {@link RegistryException} when the
 * registry does not do what it is asked.
 */
public final class RemoteRepository {
  private final Reference reference;
  private final RegistryCaller caller;
  private final Retry retry;
  private final Route byTag;
  private final Route byDigest;
  private final Route origin;

  /**
   * Joins the parts.
   *
   * @param byTag who may say what a tag means
   * @param byDigest who may have content
   * @param origin the registry itself
   */
  RemoteRepository(
      Reference reference,
      RegistryCaller caller,
      Retry retry,
      Route byTag,
      Route byDigest,
      Route origin) {
    this.reference = reference;
    this.caller = caller;
    this.retry = retry;
    this.byTag = byTag;
    this.byDigest = byDigest;
    this.origin = origin;
  }

  /** Pulls the manifest or index that the reference names by its tag or digest. */
  public FetchedManifest manifest() {
    return manifest(reference.identifier(), reference.digest());
  }

  /** The names of all that the repository has under a tag; at most 10,000. */
  public List<Reference> tags() {
    TagList list = new TagList(caller);
    return retry.run(() -> byTag.first(list::from)).stream().map(this::tagged).toList();
  }

  private Reference tagged(String tag) {
    try {
      return Reference.parse(reference.repository() + ":" + tag);
    } catch (InvalidReferenceException e) {
      throw new RegistryException.Failed(
          "cannot list the tags of %s: %s"
              .formatted(reference.familiarRepository(), e.getMessage()),
          e);
    }
  }

  /** Pulls a manifest or index by its digest. */
  public FetchedManifest manifest(Digest digest) {
    return manifest(digest.toString(), Optional.of(digest));
  }

  private FetchedManifest manifest(String identifier, Optional<Digest> expected) {
    Route route = expected.isPresent() ? byDigest : byTag;
    ManifestFetch fetch = new ManifestFetch(caller, identifier, expected);
    return retry.run(() -> route.first(fetch::from));
  }

  /**
   * Opens a blob. The stream fails instead of ending when its bytes are not the announced ones; it
   * goes on over a new connection when one breaks, and throws {@link RegistryException} when that
   * does not help.
   */
  public InputStream blob(Descriptor blob) {
    return new VerifiedInputStream(blob(blob, 0), blob);
  }

  /**
   * Opens the end of a blob, for those who have its beginning; it is not verified here, but goes on
   * over a new connection when one breaks.
   *
   * @param position how many bytes are left out
   */
  public InputStream blob(Descriptor blob, long position) {
    BlobFetch fetch = new BlobFetch(caller, byDigest, reference.familiarRepository(), blob);
    BlobStream stream = new BlobStream(fetch, retry, position);
    // Of an empty rest there is nothing to ask for, and no range that says so.
    return position > 0 && position == blob.sizeBytes() ? stream : stream.opened();
  }

  /** Pulls a blob that is a small document of at most 4 MiB. */
  public byte[] document(Descriptor document) {
    String action = "pull %s of %s".formatted(document.digest(), reference.familiarRepository());
    if (document.sizeBytes() > RegistryClient.MAX_DOCUMENT_BYTES) {
      throw new RegistryException.Failed(
          "cannot %s: it has %d bytes, at most %d are allowed"
              .formatted(action, document.sizeBytes(), RegistryClient.MAX_DOCUMENT_BYTES),
          false);
    }
    try (InputStream stream = blob(document)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new RegistryException.WrongContent(
          "cannot %s: %s".formatted(action, e.getMessage()), e);
    }
  }

  /**
   * Begins to push to this repository.
   *
   * @param mountFrom repositories of the same registry that may have blobs already
   */
  public RemotePush push(List<Reference> mountFrom) {
    return new RemotePush(reference, caller, retry, origin, mountFrom);
  }
}
