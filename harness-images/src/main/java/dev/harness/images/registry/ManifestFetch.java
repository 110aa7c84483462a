package dev.harness.images.registry;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.MediaType;
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

  ManifestFetch(RegistryCaller caller) {
    this.caller = caller;
  }

  /** Gets a manifest by tag or digest; a digest is checked against the bytes, always (P17). */
  FetchedManifest fetch(Repository repository, String identifier, Optional<Digest> expected) {
    String action = "pull %s (%s)".formatted(repository.familiarName(), identifier);
    Request request =
        new Request.Builder().url(repository.manifest(identifier)).header("Accept", ACCEPT).build();
    return caller
        .retry()
        .run(
            () -> {
              try (Response response = caller.openOnce(repository, action, request)) {
                return read(response, action, expected);
              } catch (IOException e) {
                throw Answers.unreachable(request.url(), action, e);
              }
            });
  }

  private static FetchedManifest read(Response response, String action, Optional<Digest> expected)
      throws IOException {
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

  private static void check(Optional<Digest> expected, byte[] content, String action) {
    if (expected.isPresent() && !expected.get().ofSameKind(content).equals(expected.get())) {
      throw new RegistryException.WrongContent(
          "cannot %s: the manifest has the digest %s, expected was %s; something on the way to the"
                  .formatted(action, expected.get().ofSameKind(content), expected.get())
              + " registry changes what it sends");
    }
  }
}
