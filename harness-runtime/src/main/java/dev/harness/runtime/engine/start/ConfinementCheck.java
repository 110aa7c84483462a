package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.linux.process.OwnProcess;
import dev.harness.runtime.linux.process.Procfs;
import dev.harness.runtime.linux.process.ResourceLimit;
import java.util.List;
import java.util.Locale;

/** Refuses what a request wants of the machine and the engine cannot give. */
public final class ConfinementCheck {
  private final OwnProcess engine;

  /** Gives no more than this process has. */
  public ConfinementCheck(OwnProcess engine) {
    this.engine = engine;
  }

  /**
   * Checks a request for a container.
   *
   * @param root the container's
   * @param ids those that its processes can have
   * @throws EngineException.InvalidRequest naming the first thing that is too much, and what would
   *     not be
   */
  public void check(CreateContainer.Host host, Root root, UserNamespaces.Ids ids) {
    Confinement wanted = host.confinement();
    wanted.limits().forEach(this::check);
    checkOomScore(wanted.oomScore());
    checkSysctls(host.network(), wanted);
    checkGroups(wanted.groups(), root, ids);
    HostDevices devices = new HostDevices(ids);
    wanted.devices().forEach(devices::find);
  }

  private void check(ResourceLimit limit) {
    long highest = engine.highestLimit(limit.resource());
    if (Long.compareUnsigned(limit.hard(), highest) > 0) {
      throw new EngineException.InvalidRequest(
          "HostConfig.Ulimits: the hard limit %s of %s is more than this engine has itself; up to %s"
                  .formatted(
                      ResourceLimit.text(limit.hard()),
                      limit.resource().name().toLowerCase(Locale.ROOT),
                      ResourceLimit.text(highest))
              + " is possible, or more when the engine's user has more (ulimit -H)");
    }
  }

  private void checkOomScore(int score) {
    if (score != 0 && score < engine.lowestOomScore()) {
      throw new EngineException.InvalidRequest(
          "HostConfig.OomScoreAdj: %d is lower than the engine's own, which it may not go below;"
                  .formatted(score)
              + " from %d to 1000 is possible".formatted(engine.lowestOomScore()));
    }
  }

  private static void checkSysctls(NetworkMode network, Confinement wanted) {
    if (network.kind() == NetworkMode.Kind.HOST) {
      wanted.networkSettings().keySet().stream()
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw new EngineException.InvalidRequest(
                    "HostConfig.Sysctls: sysctl \"%s\" not allowed in host network namespace"
                        .formatted(name));
              });
    }
    boolean some = !wanted.networkSettings().isEmpty() || !wanted.otherSettings().isEmpty();
    if (some && !Procfs.isOwn()) {
      throw new EngineException.InvalidRequest(
          "HostConfig.Sysctls cannot be set: the container that this engine runs in covers parts of"
              + " /proc, and so keeps settings of the kernel read-only; start it with"
              + " --security-opt systempaths=unconfined (Docker) or procMount: Unmasked"
              + " (Kubernetes)");
    }
  }

  private static void checkGroups(List<String> groups, Root root, UserNamespaces.Ids ids) {
    for (int gid : ProcessPlanner.groups(root, groups)) {
      if (!ids.groups().contains(gid)) {
        throw new EngineException.InvalidRequest(
            "HostConfig.GroupAdd: there is no group %d in the container: %s"
                .formatted(
                    gid,
                    ids.groups().contains(1)
                        ? "its user namespace has fewer groups"
                        : "the engine has a single id; give its user more in /etc/subgid"));
      }
    }
  }
}
