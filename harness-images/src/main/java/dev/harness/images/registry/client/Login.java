package dev.harness.images.registry.client;

import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Transport;
import java.util.List;
import okhttp3.Request;

/** {@code GET /v2/}, which only those get an answer to whom a registry knows. */
final class Login {
  private final RegistryCaller caller;

  Login(RegistryCaller caller) {
    this.caller = caller;
  }

  /** Asks, and gives the registry that has answered. */
  Repository to(Repository registry) {
    RegistryCaller.Question question =
        new RegistryCaller.Question(
            registry,
            new Scope(List.of()),
            Transport.Kind.DOCUMENT,
            "log in to " + registry.familiarName(),
            new Request.Builder().url(registry.base()).build());
    caller.succeed(question).close();
    return registry;
  }
}
