package dev.harness.images.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;

/** Writes a name and a password as HTTP does (RFC 7617). */
final class BasicLogin {
  private BasicLogin() {}

  /** The value of the header {@code Authorization}. */
  static Secret header(Credentials.Password login) {
    return new Secret(okhttp3.Credentials.basic(login.user(), login.password().reveal(), UTF_8));
  }
}
