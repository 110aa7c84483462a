package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerPath;
import java.util.Map;
import java.util.TreeMap;

/** Which extended attributes of an archive a layer may set (L12). */
final class Xattrs {
  private static final String CAPABILITY = "security.capability";
  private static final String USER = "user.";
  private static final String OVERLAY = "user.overlay.";
  private static final int MAX_NAME_CHARACTERS = 255;
  private static final int MAX_VALUE_BYTES = 64 << 10;

  private Xattrs() {}

  /**
   * The attributes to set. Those of overlayfs would let an image forge redirects to other
   * directories and are left out, as are those of other security modules and the trusted ones.
   *
   * @throws LayerException.Malformed when one that counts is larger than the kernel allows, or is
   *     no valid capability
   */
  static Map<String, byte[]> permitted(LayerPath path, Map<String, byte[]> all) {
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<String, byte[]> permitted = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (isPermitted(name)) {
            check(path, name, value);
            permitted.put(name, value);
          }
        });
    return permitted;
  }

  private static boolean isPermitted(String name) {
    boolean ofUser = name.startsWith(USER) && name.length() > USER.length();
    return name.equals(CAPABILITY) || (ofUser && !name.startsWith(OVERLAY));
  }

  private static void check(LayerPath path, String name, byte[] value) {
    if (name.length() > MAX_NAME_CHARACTERS || value.length > MAX_VALUE_BYTES) {
      throw new LayerException.Malformed(
          "%s has an extended attribute larger than the kernel allows".formatted(path));
    }
    if (name.indexOf('\0') >= 0 || (name.equals(CAPABILITY) && !isCapability(value))) {
      throw new LayerException.Malformed("%s has a damaged extended attribute".formatted(path));
    }
  }

  /** Revision in the highest byte of the first little-endian word, then its fixed length. */
  private static boolean isCapability(byte[] value) {
    int revision = value.length < 4 ? 0 : value[3];
    return switch (revision) {
      case 1 -> value.length == 12;
      case 2 -> value.length == 20;
      case 3 -> value.length == 24;
      default -> false;
    };
  }
}
