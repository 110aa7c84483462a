package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;

/** The containers of an engine, by id and by name. */
public final class Containers implements AutoCloseable {
  private final ContainerFactory factory;
  private final Map<ContainerId, Container> byId = new ConcurrentHashMap<>();
  private final ContainerNames names = new ContainerNames();

  /** Creations that are under way, and this object itself. */
  private final Phaser creations = new Phaser(1);

  /** Held while the names of one container change, so that none stays behind. */
  private final Object renaming = new Object();

  private volatile boolean closed;

  Containers(ContainerFactory factory) {
    this.factory = factory;
  }

  /**
   * Makes a container: its root file system and its host ports, not yet a process.
   *
   * @throws EngineException.NotFound when there is no such image
   * @throws EngineException.InvalidRequest when request and image make no container
   * @throws EngineException.Conflict when the name is taken, or this is closed
   * @throws EngineException.Failed when a host port is taken, or the machine refuses
   */
  public Container create(CreateContainer request) {
    creations.register();
    try {
      if (closed) {
        throw new EngineException.Conflict("cannot create a container: the engine is closing");
      }
      return add(request);
    } finally {
      creations.arriveAndDeregister();
    }
  }

  private Container add(CreateContainer request) {
    ContainerId id = ContainerId.random();
    ContainerName name = new ContainerName(names.claim(request.name(), id));
    try {
      Container container =
          factory.create(id, name, request, this::find, gone -> forget(gone, name));
      byId.put(id, container);
      return container;
    } catch (RuntimeException failure) {
      names.free(name.toString(), id);
      throw failure;
    }
  }

  /**
   * The container with this id, name (with or without a leading slash) or beginning of an id.
   *
   * @throws EngineException.NotFound when there is none
   * @throws EngineException.InvalidRequest when several ids begin so
   */
  public Container find(String idOrName) {
    String wanted = idOrName.startsWith("/") ? idOrName.substring(1) : idOrName;
    // A name may look like the id of another container, which must not hide that (H55).
    Container exact = exactId(wanted).or(() -> names.owner(wanted).map(byId::get)).orElse(null);
    if (exact != null) {
      return exact;
    }
    List<Container> prefixed =
        wanted.isEmpty()
            ? List.of()
            : byId.values().stream()
                .filter(container -> container.id().value().startsWith(wanted))
                .toList();
    return switch (prefixed.size()) {
      case 0 -> throw new EngineException.NotFound("No such container: " + idOrName);
      case 1 -> prefixed.get(0);
      default ->
          throw new EngineException.InvalidRequest(
              "Multiple IDs found with provided prefix: " + idOrName);
    };
  }

  private Optional<Container> exactId(String wanted) {
    return byId.values().stream()
        .filter(container -> container.id().value().equals(wanted))
        .findAny();
  }

  /** All containers, the youngest first. */
  public List<Container> all() {
    return byId.values().stream()
        .sorted(
            Comparator.comparing((Container container) -> container.details().created()).reversed())
        .toList();
  }

  /**
   * Gives a container another name, by which the others of its networks find it from now on.
   *
   * @throws EngineException.InvalidRequest when that has a wrong form, or is the one it has
   * @throws EngineException.Conflict when it is taken
   * @throws EngineException.NotFound when the container was removed
   */
  public void rename(Container container, String wanted) {
    synchronized (renaming) {
      ContainerName name = container.parts().naming();
      String before = name.toString();
      if (ContainerNames.plain(wanted).equals(before)) {
        throw new EngineException.InvalidRequest(
            "Renaming a container with the same name as its current name: " + before);
      }
      if (!byId.containsKey(container.id())) {
        throw new EngineException.NotFound("No such container: " + container.id());
      }
      name.change(names.claim(Optional.of(wanted), container.id()));
      names.free(before, container.id());
      container.renamed(before);
    }
  }

  private void forget(ContainerId id, ContainerName name) {
    synchronized (renaming) {
      byId.remove(id);
      names.free(name.toString(), id);
    }
  }

  /**
   * Removes all containers, running ones and those being created too; the failures of some do not
   * keep the others.
   */
  @Override
  public void close() {
    closed = true;
    creations.arriveAndAwaitAdvance();
    RuntimeException first = null;
    for (Container container : List.copyOf(byId.values())) {
      try {
        container.remove(true, true);
      } catch (EngineException.NotFound alreadyGone) {
        names.free(container.name(), container.id());
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
