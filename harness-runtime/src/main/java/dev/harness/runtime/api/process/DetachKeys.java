package dev.harness.runtime.api.process;

import dev.harness.runtime.api.http.RefusedRequest;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * The keys by which a client leaves a terminal and lets the container run: found in what it types,
 * and not passed on. For one client.
 */
final class DetachKeys {
  private static final String DEFAULT = "ctrl-p,ctrl-q";

  /** What comes behind "ctrl-", in the order of the control characters. */
  private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

  private final byte[] keys;
  private int typed;

  private DetachKeys(byte[] keys) {
    this.keys = keys;
  }

  /**
   * Reads keys as {@code docker} writes them: characters and {@code ctrl-…} with commas between.
   *
   * @param text empty for the default
   * @throws RefusedRequest when they are none
   */
  static DetachKeys parse(String text) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    for (String key : (text.isEmpty() ? DEFAULT : text).split(",", -1)) {
      String lower = key.toLowerCase(Locale.ROOT);
      int control = lower.length() == 6 ? CONTROLS.indexOf(lower.charAt(5)) : -1;
      if (lower.startsWith("ctrl-") && control >= 0) {
        keys.write(control);
      } else if (key.length() == 1 && key.charAt(0) < 128) {
        keys.write(key.charAt(0));
      } else {
        throw RefusedRequest.malformed("Invalid detach keys (%s) provided".formatted(text));
      }
    }
    return new DetachKeys(keys.toByteArray());
  }

  /** What of these bytes is to be passed on; the beginning of the keys is held back. */
  byte[] pass(byte[] bytes) {
    ByteArrayOutputStream passed = new ByteArrayOutputStream(bytes.length);
    for (byte next : bytes) {
      if (areTyped()) {
        break;
      }
      if (next != keys[typed] && typed > 0) {
        passed.write(keys, 0, typed);
        typed = 0;
      }
      if (next == keys[typed]) {
        typed++;
      } else {
        passed.write(next);
      }
    }
    return passed.toByteArray();
  }

  /** Whether all of them were typed, one after the other. */
  boolean areTyped() {
    return typed == keys.length;
  }
}
