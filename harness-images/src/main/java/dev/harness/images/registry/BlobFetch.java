package dev.harness.images.registry;

import dev.harness.images.reference.Descriptor;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** {@code GET /v2/<name>/blobs/<digest>}, whole or from a position on. */
final class BlobFetch {
  private static final int PARTIAL_CONTENT = 206;

  private final RegistryCaller caller;
  private final Repository repository;
  private final Descriptor blob;

  BlobFetch(RegistryCaller caller, Repository repository, Descriptor blob) {
    this.caller = caller;
    this.repository = repository;
    this.blob = blob;
  }

  String action() {
    return "pull %s of %s".formatted(blob.digest(), repository.familiarName());
  }

  Retry retry() {
    return caller.retry();
  }

  long sizeBytes() {
    return blob.sizeBytes();
  }

  /**
   * A successful answer and where in the blob its body starts.
   *
   * @param response to be closed by the taker
   * @param start the position of its first byte
   */
  record Part(Response response, long start) {}

  /** Opens the blob from {@code position} on, or from its start when the registry cannot (P25). */
  Part open(long position) {
    Request.Builder request = new Request.Builder().url(repository.blob(blob.digest().toString()));
    if (position > 0) {
      request.header("Range", "bytes=" + position + "-");
    }
    Response response = caller.openOnce(repository, action(), request.build());
    if (response.code() != PARTIAL_CONTENT) {
      return new Part(response, 0);
    }
    String range = response.header("Content-Range");
    if (range == null || !range.startsWith("bytes " + position + "-")) {
      response.close();
      throw new RegistryException.Failed(
          "cannot %s: the registry sends another part than asked for".formatted(action()), false);
    }
    return new Part(response, position);
  }

  RegistryException broken(IOException failure) {
    return Answers.unreachable(repository.base(), action(), failure);
  }
}
