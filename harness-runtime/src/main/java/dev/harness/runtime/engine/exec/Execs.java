package dev.harness.runtime.engine.exec;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The further processes in containers, by id, until their container is removed. Of those that have
 * ended only the last thousand are known, so that a health probe run for days fills no memory.
 */
public final class Execs {
  private static final int ENDED_KEPT = 1000;

  private final Map<String, Exec> byId = new ConcurrentHashMap<>();
  private final Set<ContainerId> watched = ConcurrentHashMap.newKeySet();

  @GuardedBy("itself")
  private final Deque<ExecId> ended = new ArrayDeque<>();

  /** Knows none yet. */
  public Execs() {}

  /**
   * Prepares a process in a running container.
   *
   * @param removed completes when that container is removed
   * @throws EngineException.Conflict when the container does not run
   * @throws EngineException.InvalidRequest when there is no command
   */
  public Exec create(ExecStarter container, ExecRequest request, CompletionStage<?> removed) {
    Exec exec = container.prepare(request);
    byId.put(exec.id().value(), exec);
    exec.ended().thenRun(() -> retire(exec.id()));
    if (watched.add(exec.container())) {
      removed.thenRun(() -> forget(exec.container()));
    }
    exec.events().created();
    return exec;
  }

  private void retire(ExecId id) {
    synchronized (ended) {
      ended.addLast(id);
      if (ended.size() > ENDED_KEPT) {
        byId.remove(ended.removeFirst().value());
      }
    }
  }

  /** Unwatches first: an exec that is added meanwhile is then seen here or watched anew. */
  private void forget(ContainerId container) {
    watched.remove(container);
    byId.values().removeIf(exec -> exec.container().equals(container));
  }

  /**
   * The exec with this id.
   *
   * @throws EngineException.NotFound when there is none
   */
  public Exec find(String id) {
    Exec exec = byId.get(id);
    if (exec == null) {
      throw new EngineException.NotFound("No such exec instance: " + id);
    }
    return exec;
  }
}
