package dev.harness.runtime.net;

import dev.harness.runtime.linux.socket.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's settings of the network namespace that the calling thread is in.
 *
 * <p>None is indispensable: where the kernel refuses one, a log line says so and work goes on.
 */
final class Sysctl {
  private static final Logger LOG = LoggerFactory.getLogger(Sysctl.class);
  private static final Path GIDS = Path.of("/proc/thread-self/gid_map");

  private final Path root;

  Sysctl(Path root) {
    this.root = root;
  }

  /** The settings of the running kernel. */
  static Sysctl ofThread() {
    return new Sysctl(Path.of("/proc/sys"));
  }

  /** Writes a setting such as {@code net/ipv4/ip_forward}; one that this kernel lacks is skipped. */
  void set(String name, String value) {
    try {
      Files.writeString(
          root.resolve(name), value, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      LOG.debug("the kernel has no setting {}", name);
    } catch (IOException e) {
      if (isReadOnly(e)) {
        LOG.debug("cannot set {} to {}: all of {} is read-only", name, value, root);
      } else {
        LOG.warn("cannot set {} to {}: {}", name, value, e.getMessage());
      }
    }
  }

  /** Whether a setting has a value; one that this kernel lacks has none. */
  boolean is(String name, String value) {
    try {
      return Files.readString(root.resolve(name)).strip().equals(value);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", name, e.getMessage());
      return false;
    }
  }

  /** As in an outer container, which keeps it so for all settings (R19). */
  private static boolean isReadOnly(IOException failure) {
    return failure instanceof FileSystemException named
        && "Read-only file system".equals(named.getReason());
  }

  /**
   * Writes a setting that was asked for, such as {@code net.ipv4.ip_forward}.
   *
   * @throws NetworkException.SetUpFailed when this kernel lacks it or refuses the value
   */
  void require(String name, String value) {
    try {
      Files.writeString(
          root.resolve(name.replace('.', '/')),
          value,
          StandardCharsets.US_ASCII,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new NetworkException.SetUpFailed(
          "cannot set the sysctl %s to \"%s\"".formatted(name, value), e);
    }
  }

  /**
   * Lets TCP send as suits one machine: what containers and the hub send ends at each other, and
   * beyond that the engine sends it on, by the host's setting.
   */
  void sendWithinMachine() {
    set("net/ipv4/tcp_congestion_control", Sockets.CONGESTION_CONTROL_WITHIN_MACHINE);
  }

  /**
   * Lets all groups that exist here use ping without privileges (C20).
   *
   * <p>The kernel takes only groups that the caller's user namespace maps.
   */
  void allowPing() {
    try {
      set("net/ipv4/ping_group_range", "0 " + highestGroup(Files.readString(GIDS)));
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", GIDS, e.getMessage());
    }
  }

  /** The highest group of a {@code gid_map}, within what the setting takes. */
  static long highestGroup(String map) {
    return map.lines()
        .map(line -> line.strip().split("\\s+"))
        .mapToLong(extent -> Long.parseLong(extent[0]) + Long.parseLong(extent[2]) - 1)
        .map(highest -> Math.min(highest, Integer.MAX_VALUE))
        .max()
        .orElse(0);
  }
}
