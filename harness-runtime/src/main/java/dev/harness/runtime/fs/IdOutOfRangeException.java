package dev.harness.runtime.fs;

import java.nio.charset.StandardCharsets;

/** A file whose owner the container cannot have, because its user namespace has too few ids. */
public final class IdOutOfRangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdOutOfRangeException(byte[] name, long uid, long gid) {
    super(
        ("potentially insufficient UIDs or GIDs available in user namespace (requested %d:%d for"
                + " %s): containers have ids 0 to %d; rebuild the image with smaller owner ids")
            .formatted(uid, gid, new String(name, StandardCharsets.UTF_8), Ownership.RANGE - 1));
  }
}
