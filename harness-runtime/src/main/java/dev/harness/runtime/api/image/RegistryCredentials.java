package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Translates what a request says about whom a registry is asked as; no message repeats any of it. */
public final class RegistryCredentials {
  /** What helpers write for a user whose password is an identity token (A5). */
  private static final String TOKEN_USER = "<token>";

  private final ObjectMapper json;

  RegistryCredentials(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Those of a request's header.
   *
   * @throws RefusedRequest when it is malformed
   */
  Credentials of(Request request) {
    try {
      return request
          .header(RegistryAuth.HEADER)
          .map(header -> of(RegistryAuth.ofHeader(header, json)))
          .orElse(Credentials.none());
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed("invalid " + RegistryAuth.HEADER + ": " + e.getMessage());
    }
  }

  /**
   * Those of a record.
   *
   * @throws IllegalArgumentException when they cannot be
   */
  static Credentials of(RegistryAuth auth) {
    if (!auth.identityToken().isEmpty()) {
      return new Credentials.IdentityToken(new Secret(auth.identityToken()));
    }
    if (!auth.registryToken().isEmpty()) {
      return new Credentials.RegistryToken(new Secret(auth.registryToken()));
    }
    if (auth.username().isEmpty() && !auth.auth().isEmpty()) {
      return ofJoined(auth.auth());
    }
    return ofLogin(auth.username(), auth.password());
  }

  /**
   * Those of a build, by the registry.
   *
   * @throws RefusedRequest when the header is malformed
   */
  public static Map<String, Credentials> ofAll(Request request, ObjectMapper json) {
    Map<String, Credentials> all = new HashMap<>();
    try {
      request
          .header(RegistryAuth.HEADER_OF_ALL)
          .map(header -> RegistryAuth.allOfHeader(header, json))
          .orElse(Map.of())
          .forEach((registry, auth) -> all.put(RegistryRoutes.domain(registry), of(auth)));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(
          "invalid " + RegistryAuth.HEADER_OF_ALL + ": " + e.getMessage());
    }
    return all;
  }

  private static Credentials ofJoined(String auth) {
    String joined = new String(decoded(auth), StandardCharsets.UTF_8);
    int colon = joined.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("auth has no colon between name and password");
    }
    return ofLogin(joined.substring(0, colon), joined.substring(colon + 1));
  }

  private static byte[] decoded(String auth) {
    try {
      return Base64.getDecoder().decode(auth);
    } catch (IllegalArgumentException e) {
      // The cause would show a part of it.
      throw new IllegalArgumentException("auth is no Base64");
    }
  }

  private static Credentials ofLogin(String user, String password) {
    if (user.isEmpty()) {
      return Credentials.none();
    }
    return user.equals(TOKEN_USER)
        ? new Credentials.IdentityToken(new Secret(password))
        : new Credentials.Password(user, new Secret(password));
  }
}
