package dev.harness.runtime.api.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.runtime.fs.tree.PathStat;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * Shows a file in the header {@code X-Docker-Container-Path-Stat} (C45).
 *
 * <p>The mode there has the bits of Go's FileMode: permissions are the same, the rest is not.
 */
final class PathStatView {
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 0777;

  private PathStatView() {}

  static String header(PathStat stat, ObjectMapper json) {
    dev.harness.engineapi.container.PathStat view =
        new dev.harness.engineapi.container.PathStat(
            stat.name(),
            stat.sizeBytes(),
            goMode(stat.mode()),
            stat.modified().toString(),
            stat.linkTarget());
    try {
      return Base64.getEncoder().encodeToString(json.writeValueAsBytes(view));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot describe " + stat.name() + " as JSON", e);
    }
  }

  /** Go's FileMode of a mode of {@code stat(2)}. */
  static long goMode(int mode) {
    return (mode & PERMISSIONS) | typeBits(mode & TYPE) | specialBits(mode);
  }

  private static long typeBits(int type) {
    return switch (type) {
      case 0040000 -> dev.harness.engineapi.container.PathStat.DIRECTORY;
      case 0120000 -> dev.harness.engineapi.container.PathStat.SYMBOLIC_LINK;
      case 0010000 -> dev.harness.engineapi.container.PathStat.NAMED_PIPE;
      case 0140000 -> dev.harness.engineapi.container.PathStat.SOCKET;
      case 0060000 -> dev.harness.engineapi.container.PathStat.DEVICE;
      case 0020000 ->
          dev.harness.engineapi.container.PathStat.DEVICE
              | dev.harness.engineapi.container.PathStat.CHARACTER;
      default -> 0;
    };
  }

  private static long specialBits(int mode) {
    long bits = 0;
    if ((mode & 04000) != 0) {
      bits |= dev.harness.engineapi.container.PathStat.SET_USER_ID;
    }
    if ((mode & 02000) != 0) {
      bits |= dev.harness.engineapi.container.PathStat.SET_GROUP_ID;
    }
    if ((mode & 01000) != 0) {
      bits |= dev.harness.engineapi.container.PathStat.STICKY;
    }
    return bits;
  }
}
