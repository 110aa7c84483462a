package dev.harness.images.registry.client;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Transport;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** {@code GET /v2/<name>/blobs/<digest>}, whole or from a position on. */
final class BlobFetch {
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final RegistryCaller caller;
  private final Route route;
  private final String familiarName;
  private final Descriptor blob;

  BlobFetch(RegistryCaller caller, Route route, String familiarName, Descriptor blob) {
    this.caller = caller;
    this.route = route;
    this.familiarName = familiarName;
    this.blob = blob;
  }

  private String action() {
    return "pull %s of %s".formatted(blob.digest(), familiarName);
  }

  long sizeBytes() {
    return blob.sizeBytes();
  }

  /**
   * A successful answer and where in the blob its body starts.
   *
   * @param repository who answered
   * @param response to be closed by the taker
   * @param start the position of its first byte
   */
  record Part(Repository repository, Response response, long start) {}

  /** Opens the blob from {@code position} on, or from its start when the registry cannot (P25). */
  Part open(long position) {
    return route.first(repository -> open(repository, position));
  }

  private Part open(Repository repository, long position) {
    Request.Builder request = new Request.Builder().url(repository.blob(blob.digest().toString()));
    if (position > 0) {
      request.header("Range", "bytes=" + position + "-");
    }
    RegistryCaller.Question question =
        new RegistryCaller.Question(
            repository,
            Scope.pull(repository.path()),
            Transport.Kind.STREAM,
            action(),
            request.build());
    Response response = caller.ask(question);
    if (response.code() == RANGE_NOT_SATISFIABLE && position > 0) {
      response.close();
      return open(repository, 0);
    }
    if (!response.isSuccessful()) {
      throw caller.refusal(response, question);
    }
    if (response.code() != PARTIAL_CONTENT) {
      return complete(new Part(repository, response, 0));
    }
    String range = response.header("Content-Range");
    if (range == null || !range.startsWith("bytes " + position + "-")) {
      response.close();
      throw new RegistryException.Failed(
          "cannot %s: the registry sends another part than asked for".formatted(action()), false);
    }
    return complete(new Part(repository, response, position));
  }

  /** A part that announces to end before the blob does is another blob: no retry makes it longer. */
  private Part complete(Part part) {
    long announced = part.response().body().contentLength();
    if (announced >= 0 && part.start() + announced < blob.sizeBytes()) {
      part.response().close();
      throw new RegistryException.WrongContent(
          "cannot %s: the registry has %d bytes of it, the manifest announces %d"
              .formatted(action(), part.start() + announced, blob.sizeBytes()));
    }
    return part;
  }

  RegistryException broken(Repository repository, IOException failure) {
    return ConnectionFailure.of(failure, repository, action());
  }
}
