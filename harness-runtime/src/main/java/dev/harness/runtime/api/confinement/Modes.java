package dev.harness.runtime.api.confinement;

import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.NamespaceSharing;
import dev.harness.runtime.engine.request.NamespaceSharing.Ipc;
import java.util.Optional;

/** Reads which namespaces a container has for itself. Those of the host it gets never. */
final class Modes {
  private static final String HOST = "host";
  private static final String CONTAINER = "container:";

  private Modes() {}

  /**
   * Checks the modes that leave no choice.
   *
   * @throws RefusedRequest naming the first one that asks for something else
   */
  static void check(Isolation wanted) {
    refuseHost(
        "PidMode",
        wanted.pidMode(),
        "the container could end and look into every process of the user, and the engine could not"
            + " end the container's; use container:NAME to see those of another container");
    refuseHost(
        "IpcMode",
        wanted.ipcMode(),
        "shared memory of the host's users belongs to nobody in a container; use shareable and"
            + " container:NAME among containers");
    refuseHost("UTSMode", wanted.utsMode(), "a container has its own name; set Hostname");
    refuseHost(
        "UsernsMode",
        wanted.usernsMode(),
        "the container's root would be the engine's user; leave it out");
    refuseHost(
        "CgroupnsMode",
        wanted.cgroupnsMode(),
        "the container would see how the host is divided; use private");
    requireOne("UTS", wanted.utsMode(), "");
    requireOne("userns", wanted.usernsMode(), "");
    requireOne("cgroup namespace", wanted.cgroupnsMode(), "private");
  }

  private static void refuseHost(String field, String mode, String why) {
    if (mode.equals(HOST)) {
      throw RefusedRequest.malformed(
          "HostConfig.%s 'host' is not supported by this engine: %s".formatted(field, why));
    }
  }

  private static void requireOne(String what, String mode, String known) {
    if (!mode.isEmpty() && !mode.equals(known)) {
      throw RefusedRequest.malformed("invalid %s mode: %s".formatted(what, mode));
    }
  }

  /**
   * Reads the modes that name other containers.
   *
   * @throws RefusedRequest when one has no valid form
   */
  static NamespaceSharing sharing(Isolation wanted) {
    Optional<String> ipcOf = container("IPC", wanted.ipcMode());
    Ipc ipc =
        ipcOf.isPresent()
            ? Ipc.CONTAINER
            : switch (wanted.ipcMode()) {
              case "", "private" -> Ipc.PRIVATE;
              case "none" -> Ipc.NONE;
              case "shareable" -> Ipc.SHAREABLE;
              default -> throw invalid("IPC", wanted.ipcMode());
            };
    Optional<String> processesOf = container("PID", wanted.pidMode());
    if (processesOf.isEmpty() && !wanted.pidMode().isEmpty()) {
      throw invalid("PID", wanted.pidMode());
    }
    return new NamespaceSharing(ipc, ipcOf, processesOf);
  }

  private static Optional<String> container(String what, String mode) {
    if (!mode.startsWith(CONTAINER)) {
      return Optional.empty();
    }
    String name = mode.substring(CONTAINER.length());
    if (name.isEmpty()) {
      throw invalid(what, mode);
    }
    return Optional.of(name);
  }

  private static RefusedRequest invalid(String what, String mode) {
    return RefusedRequest.malformed("invalid %s mode: %s".formatted(what, mode));
  }
}
