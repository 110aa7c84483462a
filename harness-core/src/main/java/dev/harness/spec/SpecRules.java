package dev.harness.spec;

import dev.harness.engineapi.container.HostConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values of a specification must look like; the messages are for who wrote the test.
 *
 * <p>All methods throw an {@link IllegalArgumentException} for what does not look so.
 */
public final class SpecRules {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Docker's rule. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");

  private static final Pattern HOSTNAME =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?");
  private static final Pattern ALIAS =
      Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,61}[a-zA-Z0-9_])?");
  private static final Pattern RESTART =
      Pattern.compile("no|always|unless-stopped|(on-failure)(?::([0-9]{1,6}))?");
  private static final Pattern BLANK = Pattern.compile(".*\\s.*", Pattern.DOTALL);

  private static final long LEAST_MEMORY_BYTES = 6L << 20;
  private static final double NANOS = 1e9;

  private SpecRules() {}

  /**
   * Refuses what a container must not have of which a snapshot is made.
   *
   * @param binds as the engine takes them
   */
  public static void snapshot(Collection<String> binds, boolean isReused) {
    if (isReused) {
      throw new IllegalArgumentException(
          "a container cannot both stay for later runs and begin from a snapshot: use reuse() where"
              + " tests want what earlier ones left, snapshot() where they want it fresh");
    }
    for (String bind : binds) {
      if (!bind.endsWith(":ro")) {
        throw new IllegalArgumentException(
            "a snapshot cannot keep what the container writes to %s, which is not the container's own:"
                    .formatted(bind)
                + " leave it out, or mount it read-only");
      }
    }
  }

  /** Returns what can be the size of shared memory. */
  public static long sharedMemory(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          bytes + " bytes cannot be the size of shared memory: 1 at least");
    }
    return bytes;
  }

  /** Returns what can be an address for a name, or stands for the host's. */
  public static String address(String address) {
    if (address.isEmpty() || BLANK.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no address, such as 10.0.0.1, and not host-gateway".formatted(address));
    }
    return address;
  }

  /** Returns what can limit memory. */
  public static long memory(long bytes) {
    if (bytes < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes cannot be the limit of memory: 6 MiB at least".formatted(bytes));
    }
    return bytes;
  }

  /** Returns what can limit processors, in billionths of one. */
  public static long nanoCpus(double cpus) {
    if (!(cpus >= 0.01 && cpus <= 1_000_000)) {
      throw new IllegalArgumentException(
          cpus + " cannot be the number of processors: 0.01 at least");
    }
    return Math.round(cpus * NANOS);
  }

  /** Returns what can limit the number of processes. */
  public static long pids(long most) {
    if (most < 1) {
      throw new IllegalArgumentException(most + " cannot be the most processes: 1 at least");
    }
    return most;
  }

  /** Returns what can be the name of an image. */
  public static String image(String image) {
    if (image.isEmpty() || BLANK.matcher(image).matches()) {
      throw new IllegalArgumentException(
          "'" + image + "' is not the name of an image: it must not be empty or have blanks");
    }
    return image;
  }

  /** Returns what can be the name of a container. */
  public static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be the name of a container: at least two letters, digits, '_', '.' or"
              + " '-', the first a letter or a digit");
    }
    return name;
  }

  /** Returns what can be a host name. */
  public static String hostname(String hostname) {
    if (!HOSTNAME.matcher(hostname).matches()) {
      throw new IllegalArgumentException(
          "'"
              + hostname
              + "' cannot be a host name: up to 63 letters, digits, '.' or '-', neither of these"
              + " two at its ends");
    }
    return hostname;
  }

  /** Returns what can be one more name in a network; unlike a host's it may have {@code _}. */
  public static String alias(String alias) {
    if (!ALIAS.matcher(alias).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot be a name in a network: up to 63 letters, digits, '_', '.' or '-', neither of the last two at its ends"
              .formatted(alias));
    }
    return alias;
  }

  /** Returns when a container is to start again. */
  public static HostConfig.RestartPolicy restart(String policy) {
    Matcher parts = RESTART.matcher(policy);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' does not say when to start again: no, always, unless-stopped, on-failure or on-failure:3"
              .formatted(policy));
    }
    String most = parts.group(2);
    return most == null
        ? new HostConfig.RestartPolicy(policy, 0)
        : new HostConfig.RestartPolicy(parts.group(1), Integer.parseInt(most));
  }

  /** Returns what can be the name of a variable. */
  public static String variable(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be the name of a variable: it must not be empty or have '='");
    }
    return name;
  }

  /** No string that ends up in a system call may contain a zero. */
  public static String text(String what, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " must not contain a zero character");
    }
    return value;
  }

  /** Returns what is an absolute path. */
  public static String path(String what, String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " must be an absolute path in the container, not '" + path + "'");
    }
    return path;
  }

  /** Returns what is longer than nothing and shorter than a hundred years. */
  public static Duration time(String what, Duration time) {
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " must be shorter than a hundred years");
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(what + " must be longer than nothing, not " + time);
    }
    return time;
  }

  /**
   * Requires that a port is among those that are published.
   *
   * @param container for the message
   */
  public static void published(
      ContainerPort containerPort, Collection<ContainerPort> published, Object container) {
    if (!published.contains(containerPort)) {
      throw new IllegalArgumentException(
          "Container %s does not publish port %s; its specification publishes %s"
              .formatted(container, containerPort, published));
    }
  }
}
