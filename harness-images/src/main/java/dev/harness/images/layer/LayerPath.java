package dev.harness.images.layer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path inside a layer: relative to its root, as bytes, checked.
 *
 * <p>Names in a layer are bytes in no particular encoding, so a path never goes through the
 * platform's encoding. No component is empty, {@code .} or {@code ..}, none holds a slash or a NUL
 * byte; a component has at most 255 bytes and the path at most 4096 (L14, H2, H17). The path
 * without components is the root of the layer.
 */
public final class LayerPath implements Comparable<LayerPath> {
  /** The root of the layer. */
  public static final LayerPath ROOT = new LayerPath("");

  private static final int MAX_COMPONENT_BYTES = 255;
  private static final int MAX_PATH_BYTES = 4096;

  /** The path with one character per byte, so that it compares, hashes and splits cheaply. */
  private final String bytes;

  private LayerPath(String bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a path as an archive holds it: leading and repeated slashes and {@code .} components
   * are dropped.
   *
   * @throws LayerException.Malformed when a component is {@code ..}, holds a NUL byte, or is too
   *     long, or when the path is too long
   */
  public static LayerPath of(byte[] raw) {
    return ofBytes(new String(raw, StandardCharsets.ISO_8859_1));
  }

  /** Like {@link #of(byte[])}, from text with one character per byte. */
  public static LayerPath ofBytes(String raw) {
    if (raw.length() > MAX_PATH_BYTES) {
      throw new LayerException.Malformed(
          "a path has %d bytes, at most %d are allowed".formatted(raw.length(), MAX_PATH_BYTES));
    }
    LayerPath path = ROOT;
    for (String component : raw.split("/", -1)) {
      if (!component.isEmpty() && !component.equals(".")) {
        path = path.resolve(component);
      }
    }
    return path;
  }

  /** Reads a path from text, which stands for its UTF-8 bytes; otherwise like {@link #of(byte[])}. */
  public static LayerPath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The path of the entry {@code component}, one character per byte, in this directory. */
  public LayerPath resolve(String component) {
    check(component);
    if (bytes.length() + 1 + component.length() > MAX_PATH_BYTES) {
      throw new LayerException.Malformed(
          "a path below %s has more than %d bytes".formatted(this, MAX_PATH_BYTES));
    }
    return new LayerPath(isRoot() ? component : bytes + "/" + component);
  }

  private void check(String component) {
    if (component.isEmpty() || component.equals(".") || component.equals("..")) {
      throw new LayerException.Malformed(
          "the name '%s' below %s would leave the layer".formatted(component, this));
    }
    if (component.indexOf('\0') >= 0 || component.indexOf('/') >= 0) {
      throw new LayerException.Malformed(
          "a name below %s holds a NUL byte or a slash".formatted(this));
    }
    if (component.length() > MAX_COMPONENT_BYTES) {
      throw new LayerException.Malformed(
          "a name below %s has %d bytes, at most %d are allowed"
              .formatted(this, component.length(), MAX_COMPONENT_BYTES));
    }
  }

  /** Whether this is the root of the layer. */
  public boolean isRoot() {
    return bytes.isEmpty();
  }

  /**
   * The directory that holds this entry.
   *
   * @throws IllegalStateException for the root
   */
  public LayerPath parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root of a layer has no parent");
    }
    int slash = bytes.lastIndexOf('/');
    return slash < 0 ? ROOT : new LayerPath(bytes.substring(0, slash));
  }

  /**
   * The bytes of the last component.
   *
   * @throws IllegalStateException for the root
   */
  public byte[] name() {
    return lastComponent().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The last component with one character per byte. */
  public String lastComponent() {
    if (isRoot()) {
      throw new IllegalStateException("the root of a layer has no name");
    }
    return bytes.substring(bytes.lastIndexOf('/') + 1);
  }

  /** The components from the root down, one character per byte. */
  public List<String> components() {
    return isRoot() ? List.of() : List.of(bytes.split("/"));
  }

  /** The whole path: components joined by slashes, without one in front; empty for the root. */
  public byte[] bytes() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(LayerPath other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerPath path && path.bytes.equals(bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** The path for people: UTF-8 where it is that, else with {@code \xNN} for the odd bytes. */
  @Override
  public String toString() {
    return isRoot() ? "/" : printable(bytes());
  }

  private static String printable(byte[] raw) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      return escaped(raw);
    }
    return escaped(raw);
  }

  private static String escaped(byte[] raw) {
    List<String> shown = new ArrayList<>(raw.length);
    for (byte b : raw) {
      shown.add(b > ' ' && b < 0x7f ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
    }
    return String.join("", shown);
  }
}
