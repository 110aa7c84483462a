package dev.harness.runtime.engine.request;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identities that nobody else has: 64 hexadecimal digits. */
public final class RandomId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private RandomId() {}

  /** A new one. */
  public static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
