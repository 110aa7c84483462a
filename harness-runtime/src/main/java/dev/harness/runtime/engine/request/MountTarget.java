package dev.harness.runtime.engine.request;

import java.nio.file.Path;
import java.util.List;

/** Where in a container something may be mounted. */
public final class MountTarget {
  /** What is mounted in there would change what the kernel says, or how the container is kept. */
  private static final List<String> FORBIDDEN = List.of("/proc", "/sys");

  private MountTarget() {}

  /**
   * The path without {@code .}, {@code ..} and doubled slashes.
   *
   * @param what is to be mounted, for the message
   * @throws EngineException.InvalidRequest when nothing can be mounted there
   */
  public static String normal(String what, String target) {
    if (!target.startsWith("/") || target.indexOf('\0') >= 0) {
      throw new EngineException.InvalidRequest(
          "invalid mount path: '%s' of %s: mount path must be absolute".formatted(target, what));
    }
    String path = Path.of(target).normalize().toString();
    if (path.equals("/")) {
      throw new EngineException.InvalidRequest(
          "invalid specification of %s: destination can't be '/'".formatted(what));
    }
    for (String place : FORBIDDEN) {
      if (isIn(path, place)) {
        throw new EngineException.InvalidRequest(
            "%s cannot be mounted on %s because it is inside %s".formatted(what, path, place));
      }
    }
    return path;
  }

  /** Whether {@code path} is {@code directory} or something below it. */
  public static boolean isIn(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory + "/");
  }
}
