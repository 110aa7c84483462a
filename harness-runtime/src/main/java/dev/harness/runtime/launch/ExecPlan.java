package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.util.Set;

/**
 * Another process in a running container.
 *
 * @param container the container's first process; borrowed until the process is started
 * @param namespaces which namespaces of it are joined: all but those that the container shares
 *     with the engine
 * @param process what runs
 * @param stdio its standard streams
 */
public record ExecPlan(
    Fd container, Set<NamespaceKind> namespaces, ProcessPlan process, Stdio stdio) {

  /** Copies the set. */
  public ExecPlan {
    namespaces = Set.copyOf(namespaces);
  }
}
