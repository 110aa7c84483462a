package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.DeviceRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The devices of the host that a container gets: bound as they are, because nobody can make a node
 * in a user namespace (C12). So their owners and modes decide whether the container can use them.
 */
final class HostDevices {
  private static final Path DEVICES = Path.of("/dev");
  private static final int DEPTH = 8;
  private static final int MOST = 1000;
  private static final int READ_AND_WRITE = 06;
  private static final int OWNER_BITS = 6;

  private final UserNamespaces.Ids ids;

  /** Looks with the eyes of a container that has these ids. */
  HostDevices(UserNamespaces.Ids ids) {
    this.ids = ids;
  }

  /**
   * The nodes that a request means, by their places in the container.
   *
   * @throws EngineException.InvalidRequest when there are none, or the container could not open one
   */
  Map<String, Path> find(DeviceRequest request) {
    Path path = Path.of(request.onHost());
    FileStat stat = stat(path).orElseThrow(() -> refused(path, "no such file or directory"));
    Map<String, Path> found = new TreeMap<>();
    if (stat.type() == FileStat.Type.DIRECTORY) {
      for (Path node : nodes(path, DEPTH)) {
        found.put(request.inContainer() + "/" + path.relativize(node), node);
      }
    } else if (isDevice(stat)) {
      requireAccess(path, stat);
      found.put(request.inContainer(), path);
    }
    if (found.isEmpty()) {
      throw refused(path, "not a device node");
    }
    return found;
  }

  /** All character devices of the host that the container can open: what a privileged one gets. */
  Map<String, Path> open() {
    Map<String, Path> found = new TreeMap<>();
    for (Path directory : List.of(DEVICES, DEVICES.resolve("net"))) {
      for (Path node : nodes(directory, 1)) {
        Optional<FileStat> stat = stat(node);
        if (stat.isPresent()
            && stat.get().type() == FileStat.Type.CHARACTER_DEVICE
            && canOpen(stat.get())) {
          found.put(node.toString(), node);
        }
      }
    }
    return found;
  }

  private static List<Path> nodes(Path directory, int depth) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> nodes = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory, depth)) {
      all.filter(path -> stat(path).map(HostDevices::isDevice).orElse(false))
          .limit(MOST)
          .forEach(nodes::add);
    } catch (IOException failure) {
      throw refused(directory, failure.toString());
    }
    return nodes;
  }

  private static boolean isDevice(FileStat stat) {
    return stat.type() == FileStat.Type.CHARACTER_DEVICE
        || stat.type() == FileStat.Type.BLOCK_DEVICE;
  }

  private void requireAccess(Path path, FileStat stat) {
    if (!canOpen(stat)) {
      throw new EngineException.InvalidRequest(
          "cannot give %s to the container: on the host its mode is %o, and the container's root is"
                  .formatted(path, stat.permissions())
              + " nobody special there; let others open it (chmod o+rw %s)".formatted(path));
    }
  }

  private boolean canOpen(FileStat stat) {
    int forOthers = stat.permissions() & READ_AND_WRITE;
    int forOwner = stat.permissions() >> OWNER_BITS & READ_AND_WRITE;
    boolean owned = ids.users().outside(0).orElse(-1) == stat.uid();
    return forOthers == READ_AND_WRITE || (owned && forOwner == READ_AND_WRITE);
  }

  private static Optional<FileStat> stat(Path path) {
    try (Fd fd = Filesystem.open(path, Set.of(OpenFlag.PATH))) {
      return Optional.of(Filesystem.stat(fd));
    } catch (SystemException failure) {
      return Optional.empty();
    }
  }

  private static EngineException.InvalidRequest refused(Path path, String why) {
    return new EngineException.InvalidRequest(
        "error gathering device information while adding custom device \"%s\": %s"
            .formatted(path, why));
  }
}
