package dev.harness.registry;

import dev.harness.engineapi.image.RegistryAuth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads a name and a password as files join them: by a colon, in Base64 (A4). */
final class JoinedLogin {
  private JoinedLogin() {}

  /** Splits at the first colon, as a password may hold some; empty when it is malformed. */
  static Optional<RegistryAuth> parse(String base64, String key) {
    try {
      String text =
          new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8)
              .replaceAll("\0+$", "");
      int colon = text.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              RegistryAuth.ofPassword(text.substring(0, colon), text.substring(colon + 1), key));
    } catch (IllegalArgumentException e) {
      // The reason would show a part of it.
      return Optional.empty();
    }
  }
}
