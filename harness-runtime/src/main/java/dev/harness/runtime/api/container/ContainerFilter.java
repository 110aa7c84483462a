package dev.harness.runtime.api.container;

import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.ContainerStatus;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.NetworkPlace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Decides which containers a list shows. */
final class ContainerFilter {
  private static final Set<String> NAMES =
      Set.of(
          "label",
          "label!",
          "status",
          "name",
          "id",
          "ancestor",
          "exited",
          "network",
          "volume",
          "publish",
          "expose",
          "before",
          "since",
          "health",
          "is-task",
          "isolation");

  /** Docker's states of which the engine has none. */
  private static final Set<String> OTHER_STATES = Set.of("dead");

  private static final Set<String> HEALTH = Set.of("starting", "healthy", "unhealthy", "none");

  private final Filters filters;
  private final PortFilter ports;

  /** The containers before which, and since which, those that are shown were made. */
  private final List<Container> before;

  private final List<Container> since;
  private final boolean all;
  private final long limit;

  private ContainerFilter(
      Filters filters, List<Container> before, List<Container> since, boolean all, long limit) {
    this.filters = filters;
    this.ports = new PortFilter(filters);
    this.before = before;
    this.since = since;
    this.all = all;
    this.limit = limit;
  }

  /**
   * Reads the parameters of a list.
   *
   * @throws RefusedRequest when a filter is unknown or has an impossible value
   * @throws EngineException.NotFound when it names a container that does not exist
   */
  static ContainerFilter of(Request request, Containers containers) {
    Filters filters = request.filters(NAMES);
    filters.values("status").forEach(ContainerFilter::checkStatus);
    filters.values("exited").forEach(ContainerFilter::checkExitCode);
    filters.values("health").forEach(value -> check("health", HEALTH.contains(value), value));
    filters
        .values("is-task")
        .forEach(value -> check("is-task", value.matches("(?i)true|false|1|0"), value));
    long limit = Math.max(0, request.query().number("limit").orElse(0));
    boolean all =
        request.query().flag("all")
            || limit > 0
            || !filters.values("status").isEmpty()
            || !filters.values("exited").isEmpty();
    return new ContainerFilter(
        filters,
        filters.values("before").stream().map(containers::find).toList(),
        filters.values("since").stream().map(containers::find).toList(),
        all,
        limit == 0 ? Long.MAX_VALUE : limit);
  }

  private static void checkStatus(String status) {
    boolean known =
        OTHER_STATES.contains(status)
            || Arrays.stream(ContainerStatus.Phase.values())
                .anyMatch(phase -> phase.word().equals(status));
    check("status", known, status);
  }

  private static void check(String name, boolean known, String value) {
    if (!known) {
      throw RefusedRequest.malformed("invalid filter '%s=%s'".formatted(name, value));
    }
  }

  private static void checkExitCode(String code) {
    if (!code.matches("-?[0-9]{1,9}")) {
      throw RefusedRequest.malformed("invalid filter 'exited=" + code + "': not an integer");
    }
  }

  /** How many containers are shown at most. */
  long limit() {
    return limit;
  }

  boolean accepts(ContainerDetails container) {
    ContainerStatus status = container.status();
    return (all || status.running())
        && filters.labels(container.process().labels())
        && !filters.excludesLabels(container.process().labels())
        && filters.any("status", status.phase().word()::equals)
        && filters.any("exited", code -> hasExited(status, code))
        && filters.any("id", container.id().value()::startsWith)
        && filters.any("name", pattern -> isNamed(container, pattern))
        && filters.any("network", wanted -> isIn(container, wanted))
        && filters.any("ancestor", image -> isOfImage(container, image))
        && filters.any("volume", wanted -> hasVolume(container, wanted))
        && filters.any("health", health(container)::equals)
        && filters.any("is-task", value -> !Filters.isTrue(value))
        && filters.any("isolation", "default"::equals)
        && ports.accepts(container)
        && before.stream().allMatch(other -> isBefore(container, other.details()))
        && since.stream().allMatch(other -> isBefore(other.details(), container));
  }

  private static String health(ContainerDetails container) {
    return container.health().map(health -> health.status().word()).orElse("none");
  }

  private static boolean isBefore(ContainerDetails one, ContainerDetails other) {
    return one.created().isBefore(other.created());
  }

  /** By name, or by the place where something is mounted. */
  private static boolean hasVolume(ContainerDetails container, String wanted) {
    return MountView.of(container).stream()
        .anyMatch(mount -> mount.name().equals(wanted) || mount.destination().equals(wanted));
  }

  private static boolean isIn(ContainerDetails container, String network) {
    return container.networks().stream()
            .map(NetworkPlace::network)
            .anyMatch(in -> in.name().equals(network) || in.id().startsWith(network))
        || container.request().host().network().toString().equals(network);
  }

  private static boolean hasExited(ContainerStatus status, String code) {
    return status.phase() == ContainerStatus.Phase.EXITED
        && status.exitCode() == Integer.parseInt(code);
  }

  /** Docker searches with the value as a pattern, in the name with and without its slash. */
  private static boolean isNamed(ContainerDetails container, String wanted) {
    try {
      Pattern pattern = Pattern.compile(wanted);
      return pattern.matcher(container.name()).find()
          || pattern.matcher("/" + container.name()).find();
    } catch (PatternSyntaxException e) {
      throw RefusedRequest.malformed("invalid filter 'name=" + wanted + "': no pattern", e);
    }
  }

  private static boolean isOfImage(ContainerDetails container, String wanted) {
    String name = container.request().image();
    String id = container.imageId();
    return wanted.equals(name)
        || name.equals(wanted + ":latest")
        || wanted.equals(name + ":latest")
        || wanted.equals(id)
        || (wanted.length() >= 12 && id.substring(id.indexOf(':') + 1).startsWith(wanted));
  }
}
