package dev.harness.runtime.engine.start;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NamespaceSharing;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.StartPlan;
import dev.harness.runtime.launch.UserNamespace;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The namespaces of one container about processes and what they share: which of them are another
 * container's, and which it lends to others while it runs.
 *
 * <p>Who joins another container is in its user namespace too: nowhere else has it rights over the
 * namespaces that it joins.
 */
public final class ContainerNamespaces {
  private final ContainerName name;
  private final UserNamespaces.Ids ids;
  private final Optional<ContainerParts> ipc;
  private final Optional<ContainerParts> processes;

  @GuardedBy("this")
  private Optional<Child> live = Optional.empty();

  /**
   * Knows whom the container joins.
   *
   * @param name of the container
   * @param ids the ids its processes can have
   * @param ipc whose shared memory and queues it has
   * @param processes among whose processes it runs
   * @throws EngineException.InvalidRequest when it cannot have those of both, or of one
   */
  public ContainerNamespaces(
      ContainerName name,
      UserNamespaces.Ids ids,
      Optional<ContainerParts> ipc,
      Optional<ContainerParts> processes) {
    this.name = name;
    this.ids = ids;
    this.ipc = ipc;
    this.processes = processes;
    ipc.ifPresent(ContainerNamespaces::requireShareable);
    if (ipc.isPresent() && processes.isPresent() && !ipc.get().id().equals(processes.get().id())) {
      throw new EngineException.InvalidRequest(
          "HostConfig.IpcMode and HostConfig.PidMode name different containers, %s and %s; this"
                  .formatted(ipc.get().name(), processes.get().name())
              + " engine shares both with one container only");
    }
    donor().ifPresent(this::requireSameIds);
  }

  private static void requireShareable(ContainerParts donor) {
    if (donor.request().host().confinement().namespaces().ipc() != NamespaceSharing.Ipc.SHAREABLE) {
      throw new EngineException.InvalidRequest(
          "cannot join IPC of container %s: non-shareable IPC (hint: use IpcMode:shareable for the"
                  .formatted(donor.name())
              + " donor container)");
    }
  }

  private void requireSameIds(ContainerParts donor) {
    if (!donor.ids().equals(ids)) {
      throw new EngineException.InvalidRequest(
          "container %s cannot join %s: this engine has a single id, and their images have"
                  .formatted(name, donor.name())
              + " different users; give both the same User");
    }
  }

  private Optional<ContainerParts> donor() {
    return ipc.or(() -> processes);
  }

  /** Whose shared memory it has. */
  Optional<ContainerParts> ipc() {
    return ipc;
  }

  /** Whether it runs among the processes of another container. */
  boolean sharesProcesses() {
    return processes.isPresent();
  }

  /**
   * What a start needs.
   *
   * @param pool gives a user namespace where none is shared
   * @throws EngineException.Conflict when the container to be joined does not run
   */
  Lent lend(UserNamespaces pool) {
    if (donor().isEmpty()) {
      return new Lent(pool.take(ids), List.of());
    }
    try (ResourceStack stack = new ResourceStack()) {
      String what = ipc.isPresent() ? "IPC" : "PID";
      ContainerNamespaces donor = donor().get().namespaces();
      Fd user = stack.push(donor.open(NamespaceKind.USER, what));
      List<StartPlan.Joined> joined = new ArrayList<>();
      if (ipc.isPresent()) {
        Fd fd = stack.push(donor.open(NamespaceKind.IPC, what));
        joined.add(new StartPlan.Joined(fd, NamespaceKind.IPC));
      }
      if (processes.isPresent()) {
        Fd fd = stack.push(donor.open(NamespaceKind.PID, what));
        joined.add(new StartPlan.Joined(fd, NamespaceKind.PID));
      }
      stack.forget();
      return new Lent(new UserNamespace(user, ids.users(), ids.groups()), joined);
    }
  }

  private synchronized Fd open(NamespaceKind kind, String what) {
    return live.orElseThrow(
            () ->
                new EngineException.Conflict(
                    "cannot join %s of a non running container: %s; start it first"
                        .formatted(what, name)))
        .namespace(kind);
  }

  /** Lends those of a process, which is borrowed, until the result is closed. */
  synchronized AutoCloseable begin(Child child) {
    live = Optional.of(child);
    return this::end;
  }

  private synchronized void end() {
    live = Optional.empty();
  }

  /** The namespaces that a start needs; closed when the container's process exists. */
  record Lent(UserNamespace user, List<StartPlan.Joined> joined) implements AutoCloseable {
    @Override
    public void close() {
      joined.forEach(each -> each.namespace().close());
      user.close();
    }
  }
}
