package dev.harness.runtime.engine;

import dev.harness.images.Images;

/**
 * The engine: containers and what they need, for one lease.
 *
 * <p>Every method of what it hands out may be called from several threads; those that wait say so.
 */
public final class Engine implements AutoCloseable {
  private final Images images;
  private final Containers containers;
  private final Execs execs;
  private final Events events;

  Engine(Images images, Containers containers, Execs execs, Events events) {
    this.images = images;
    this.containers = containers;
    this.execs = execs;
    this.events = events;
  }

  /** The images of the store. */
  public Images images() {
    return images;
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
