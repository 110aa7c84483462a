package dev.harness.images.registry.client;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.MediaType;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Bodies;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Transport;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;

/** {@code GET /v2/<name>/manifests/<reference>}. */
final class ManifestFetch {
  /** All in one line: some servers read only the first (P14). */
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaType.OCI_INDEX.text(),
          MediaType.OCI_MANIFEST.text(),
          MediaType.DOCKER_MANIFEST_LIST.text(),
          MediaType.DOCKER_MANIFEST.text(),
          "*/*");

  private final RegistryCaller caller;
  private final String identifier;
  private final Optional<Digest> expected;

  /** Gets a manifest by tag or digest; a digest is checked against the bytes, always (P17). */
  ManifestFetch(RegistryCaller caller, String identifier, Optional<Digest> expected) {
    this.caller = caller;
    this.identifier = identifier;
    this.expected = expected;
  }

  FetchedManifest from(Repository repository) {
    String action = "pull %s (%s)".formatted(repository.familiarName(), identifier);
    Request request =
        new Request.Builder().url(repository.manifest(identifier)).header("Accept", ACCEPT).build();
    RegistryCaller.Question question =
        new RegistryCaller.Question(
            repository, Scope.pull(repository.path()), Transport.Kind.DOCUMENT, action, request);
    try (Response response = caller.succeed(question)) {
      return read(response, action);
    } catch (IOException e) {
      throw ConnectionFailure.of(e, repository, action);
    }
  }

  private FetchedManifest read(Response response, String action) throws IOException {
    byte[] content = Bodies.readAtMost(response, RegistryClient.MAX_DOCUMENT_BYTES, action);
    Digest digest =
        expected.map(wanted -> wanted.ofSameKind(content)).orElseGet(() -> Digest.sha256(content));
    check(expected, content, action);
    check(announced(response, action), content, action);
    String type = response.header("Content-Type");
    return new FetchedManifest(content, type == null ? "" : type, digest);
  }

  private static Optional<Digest> announced(Response response, String action) {
    String header = response.header("Docker-Content-Digest");
    try {
      return header == null ? Optional.empty() : Optional.of(Digest.parse(header));
    } catch (InvalidReferenceException e) {
      throw new RegistryException.Failed(
          "cannot %s: the registry names a digest that is none".formatted(action), e);
    }
  }

  private static void check(Optional<Digest> wanted, byte[] content, String action) {
    if (wanted.isPresent() && !wanted.get().ofSameKind(content).equals(wanted.get())) {
      throw new RegistryException.WrongContent(
          "cannot %s: the manifest has the digest %s, expected was %s; something on the way to the"
                  .formatted(action, wanted.get().ofSameKind(content), wanted.get())
              + " registry changes what it sends");
    }
  }
}
