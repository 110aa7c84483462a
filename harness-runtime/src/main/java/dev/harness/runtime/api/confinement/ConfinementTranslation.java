package dev.harness.runtime.api.confinement;

import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.DeviceRequest;
import dev.harness.runtime.linux.process.Capability;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns what the API says of a container's rights and surroundings into the engine's request. */
public final class ConfinementTranslation {
  private static final int LARGEST_SCORE = 1000;
  private static final Pattern ACCESS = Pattern.compile("[rwm]{0,3}");
  private static final Pattern GROUP = Pattern.compile("[^:,\\s\\x00]{1,256}");

  private ConfinementTranslation() {}

  /**
   * Translates.
   *
   * @param capabilities which the container may have at most, by its rights; they decide about
   *     custom filters
   * @throws RefusedRequest naming the field that is wrong or cannot be honoured
   */
  public static Confinement of(HostConfig host, Set<Capability> capabilities) {
    Isolation wanted = isolation(host);
    Modes.check(wanted);
    return new Confinement(
        SecurityOptions.read(host, wanted, capabilities),
        Ulimits.read(wanted.ulimits()),
        Sysctls.read(wanted.sysctls()),
        oomScore(wanted.oomScoreAdj()),
        wanted.devices().stream().map(ConfinementTranslation::device).toList(),
        groups(host.groupAdd()),
        Modes.sharing(wanted),
        Boolean.TRUE.equals(host.init()));
  }

  /** Most requests say nothing of it, and learning the record's fields costs milliseconds. */
  private static Isolation isolation(HostConfig host) {
    if (Collections.disjoint(host.other().keySet(), Isolation.NAMES)) {
      return Isolation.NOTHING;
    }
    try {
      return EngineJson.newMapper().convertValue(host.other(), Isolation.class);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed("HostConfig: " + e.getMessage(), e);
    }
  }

  private static int oomScore(int score) {
    if (Math.abs((long) score) > LARGEST_SCORE) {
      throw RefusedRequest.malformed(
          "Invalid value %d, range for oom score adj is [-1000, 1000]".formatted(score));
    }
    return score;
  }

  private static DeviceRequest device(Isolation.Device device) {
    String access = device.cgroupPermissions().toLowerCase(Locale.ROOT);
    if (!ACCESS.matcher(access).matches()) {
      throw RefusedRequest.malformed(
          "HostConfig.Devices: invalid CgroupPermissions '%s', want some of rwm"
              .formatted(device.cgroupPermissions()));
    }
    if (!access.isEmpty() && !(access.contains("r") && access.contains("w"))) {
      throw RefusedRequest.malformed(
          "HostConfig.Devices: CgroupPermissions '%s' cannot be kept: in a user namespace a device"
                  .formatted(device.cgroupPermissions())
              + " can be read and written by whom its mode lets; use rwm");
    }
    String inside = device.pathInContainer();
    return DeviceRequest.of(device.pathOnHost(), inside.isEmpty() ? device.pathOnHost() : inside);
  }

  private static List<String> groups(List<String> groups) {
    for (String group : groups) {
      if (!GROUP.matcher(group).matches()) {
        throw RefusedRequest.malformed("HostConfig.GroupAdd: '%s' is no group".formatted(group));
      }
    }
    return groups;
  }
}
