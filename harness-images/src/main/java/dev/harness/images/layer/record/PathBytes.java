package dev.harness.images.layer.record;

import java.net.URI;
import java.nio.file.Path;

/**
 * The bytes of a path as the kernel has them. Java decodes them by the locale, which loses those of
 * other encodings; the path's URI does not.
 */
final class PathBytes {
  private PathBytes() {}

  /** The path of these bytes, below a directory. */
  static Path resolve(Path directory, byte[] below) {
    StringBuilder address = new StringBuilder(withoutSlash(directory.toUri().toString()));
    address.append('/');
    for (byte b : below) {
      if (b > 0 && (Character.isLetterOrDigit(b) || b == '/')) {
        address.append((char) b);
      } else {
        address.append("%%%02X".formatted(b & 0xff));
      }
    }
    return Path.of(URI.create(address.toString()));
  }

  /** The last component of a path, one character per byte. */
  static String name(Path path) {
    String name = String.valueOf(path.getFileName());
    if (isAscii(name)) {
      return name;
    }
    String all = absolute(path);
    return all.substring(all.lastIndexOf('/') + 1);
  }

  /**
   * Whether a path, such as the target of a symbolic link, has these bytes.
   *
   * @param bytes one character per byte
   */
  static boolean isSame(Path path, String bytes) {
    String text = path.toString();
    if (isAscii(text)) {
      return text.equals(bytes);
    }
    String all = absolute(path);
    String wanted = withoutSlash(bytes);
    return path.isAbsolute() ? all.equals(wanted) : all.endsWith("/" + wanted);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String absolute(Path path) {
    return withoutSlash(RecordText.decoded(path.toUri().getRawPath()));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
