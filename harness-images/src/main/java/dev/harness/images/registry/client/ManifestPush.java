package dev.harness.images.registry.client;

import dev.harness.images.reference.Digest;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Transport;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** {@code PUT /v2/<name>/manifests/<reference>}. */
final class ManifestPush {
  private final RegistryCaller caller;
  private final Scope scope;
  private final String identifier;
  private final String mediaType;
  private final byte[] content;

  ManifestPush(
      RegistryCaller caller, Scope scope, String identifier, String mediaType, byte[] content) {
    this.caller = caller;
    this.scope = scope;
    this.identifier = identifier;
    this.mediaType = mediaType;
    this.content = content;
  }

  /** Sends it, and checks that the registry has stored these bytes under their digest (P35). */
  Digest to(Repository repository) {
    String action = "push %s (%s)".formatted(repository.familiarName(), identifier);
    RequestBody body = RequestBody.create(content, MediaType.get(mediaType));
    RegistryCaller.Question question =
        new RegistryCaller.Question(
            repository,
            scope,
            Transport.Kind.DOCUMENT,
            action,
            new Request.Builder().url(repository.manifest(identifier)).put(body).build());
    try (Response response = caller.succeed(question)) {
      Digest digest = Digest.sha256(content);
      String stored = response.header("Docker-Content-Digest");
      if (stored != null && !stored.equals(digest.toString())) {
        throw new RegistryException.WrongContent(
            "cannot %s: the registry stored something else than %s".formatted(action, digest));
      }
      return digest;
    }
  }
}
