package dev.harness.runtime.engine.request;

import java.util.Optional;

/**
 * Which namespaces a container shares with others.
 *
 * @param ipc about shared memory and queues
 * @param ipcOf whose they are when they are another container's
 * @param processesOf the container among whose processes it runs, by name or id
 */
public record NamespaceSharing(Ipc ipc, Optional<String> ipcOf, Optional<String> processesOf) {
  /** It has all for itself. */
  public static final NamespaceSharing NOTHING =
      new NamespaceSharing(Ipc.PRIVATE, Optional.empty(), Optional.empty());

  /** The ways to have shared memory and queues. */
  public enum Ipc {
    /** For itself. */
    PRIVATE,
    /** For itself, without {@code /dev/shm}. */
    NONE,
    /** For itself and those that join it. */
    SHAREABLE,
    /** Those of another container. */
    CONTAINER
  }

  /** Whether it shares nothing. */
  boolean isDefault() {
    return ipc == Ipc.PRIVATE && ipcOf.isEmpty() && processesOf.isEmpty();
  }

  /** The API's form of the first. */
  public String ipcMode() {
    return switch (ipc) {
      case PRIVATE -> "private";
      case NONE -> "none";
      case SHAREABLE -> "shareable";
      case CONTAINER -> "container:" + ipcOf.orElseThrow();
    };
  }

  /** The API's form of the last. */
  public String pidMode() {
    return processesOf.map(name -> "container:" + name).orElse("");
  }
}
