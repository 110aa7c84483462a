package dev.harness.images.registry.auth;

import dev.harness.images.credentials.Secret;
import java.time.Instant;

/**
 * What a registry takes as permission.
 *
 * @param header the value of the header {@code Authorization}
 * @param expires when it is no longer taken
 */
public record Grant(Secret header, Instant expires) {
  private static final String BEARER = "Bearer ";

  /** Whether it is a token and no password. */
  public boolean isToken() {
    return header.reveal().startsWith(BEARER);
  }

  static Grant bearer(Secret token, Instant expires) {
    return new Grant(new Secret(BEARER + token.reveal()), expires);
  }
}
