package dev.harness.runtime.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The further processes in containers, by id, until their container is removed. */
public final class Execs {
  private final Map<ContainerId, Exec> byId = new ConcurrentHashMap<>();

  /**
   * Prepares a process in a running container.
   *
   * @throws EngineException.Conflict when the container does not run
   * @throws EngineException.InvalidRequest when there is no command
   */
  public Exec create(Container container, ExecRequest request) {
    Exec exec = container.prepareExec(request);
    byId.put(exec.id(), exec);
    container.removed().thenRun(() -> byId.remove(exec.id()));
    return exec;
  }

  /**
   * The exec with this id.
   *
   * @throws EngineException.NotFound when there is none
   */
  public Exec find(String id) {
    return byId.values().stream()
        .filter(exec -> exec.id().value().equals(id))
        .findAny()
        .orElseThrow(() -> new EngineException.NotFound("No such exec instance: " + id));
  }
}
