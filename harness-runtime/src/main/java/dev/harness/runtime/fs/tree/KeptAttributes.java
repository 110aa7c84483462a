package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.ExtendedAttributes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The extended attributes of files that archives keep: capabilities and the user's own (L12). */
final class KeptAttributes {
  private static final String CAPABILITY = "security.capability";
  private static final String USER = "user.";
  private static final String OVERLAY = "user.overlay.";
  private static final String OPAQUE = OVERLAY + "opaque";
  private static final int REVISION_MASK = 0xff000000;
  private static final int REVISION_2 = 0x02000000;
  private static final int REVISION_3 = 0x03000000;
  private static final int BYTES_2 = 20;
  private static final int BYTES_3 = 24;

  private final Ownership ownership;

  KeptAttributes(Ownership ownership) {
    this.ownership = ownership;
  }

  Map<String, byte[]> of(Fd file) {
    Map<String, byte[]> kept = new HashMap<>();
    for (String name : ExtendedAttributes.names(file)) {
      if (name.equals(CAPABILITY)) {
        ExtendedAttributes.get(file, name)
            .flatMap(this::asInside)
            .ifPresent(value -> kept.put(name, value));
      } else if (name.startsWith(USER) && !name.startsWith(OVERLAY)) {
        ExtendedAttributes.get(file, name).ifPresent(value -> kept.put(name, value));
      }
    }
    return kept;
  }

  /** Whether overlayfs hides what lower layers have in a directory of an upper one (R13). */
  boolean isOpaque(Fd directory) {
    return ExtendedAttributes.get(directory, OPAQUE)
        .filter(value -> value.length == 1 && value[0] == 'y')
        .isPresent();
  }

  /**
   * Capabilities that were set in a user namespace name its root (revision 3); for those within it
   * that is nobody in particular (revision 2, L13). Those of another root are not the container's.
   */
  private Optional<byte[]> asInside(byte[] value) {
    ByteBuffer capability = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    int magic = value.length < BYTES_2 ? 0 : capability.getInt(0);
    if (value.length != BYTES_3 || (magic & REVISION_MASK) != REVISION_3) {
      return Optional.of(value);
    }
    if (ownership.inside(Integer.toUnsignedLong(capability.getInt(BYTES_2))) != 0) {
      return Optional.empty();
    }
    byte[] inside = new byte[BYTES_2];
    capability.putInt(0, (magic & ~REVISION_MASK) | REVISION_2).get(0, inside);
    return Optional.of(inside);
  }
}
