package dev.harness.images.registry.auth;

import dev.harness.images.registry.Repository;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** What a registry demands before it answers. */
public sealed interface Challenge {

  /** A token of a token server. */
  record Bearer(HttpUrl realm, String service) implements Challenge {}

  /** A name and a password. */
  record Basic() implements Challenge {}

  /**
   * The demand of an answer that we can meet: a token before a password, whatever else is offered
   * (P2).
   *
   * @throws dev.harness.images.registry.RegistryException when the token server is one that must
   *     not be asked
   */
  static Optional<Challenge> of(Response response, Repository repository) {
    return response.challenges().stream()
        .filter(each -> isScheme(each, "Bearer") || isScheme(each, "Basic"))
        .min(Comparator.comparing(each -> isScheme(each, "Basic")))
        .map(each -> isScheme(each, "Basic") ? new Basic() : bearer(each, repository));
  }

  private static boolean isScheme(okhttp3.Challenge challenge, String scheme) {
    return challenge.scheme().equalsIgnoreCase(scheme);
  }

  private static Challenge bearer(okhttp3.Challenge challenge, Repository repository) {
    Map<String, String> parameters = challenge.authParams();
    return new Bearer(
        Realm.checked(parameters.getOrDefault("realm", ""), repository),
        parameters.getOrDefault("service", ""));
  }
}
