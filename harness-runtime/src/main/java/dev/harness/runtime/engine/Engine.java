package dev.harness.runtime.engine;

/**
 * The engine: containers and what they need, for one lease.
 *
 * <p>Every method of what it hands out may be called from several threads; those that wait say so.
 */
public final class Engine implements AutoCloseable {
  private final Containers containers;
  private final Execs execs;
  private final Events events;

  Engine(Containers containers, Execs execs, Events events) {
    this.containers = containers;
    this.execs = execs;
    this.events = events;
  }

  /** The containers of this engine. */
  public Containers containers() {
    return containers;
  }

  /** The further processes in its containers. */
  public Execs execs() {
    return execs;
  }

  /** What happens in it. */
  public Events events() {
    return events;
  }

  /** Removes all containers, running ones too. */
  @Override
  public void close() {
    containers.close();
  }
}
