package dev.harness;

import dev.harness.engineapi.client.EngineApiException;
import java.io.IOException;
import java.util.function.Supplier;

/** How a running container is asked for: what goes wrong is said in our words. */
final class EngineAccess {
  private final Object container;

  /** {@code container} is named by its {@code toString()} in messages. */
  EngineAccess(Object container) {
    this.container = container;
  }

  /** Something that may also fail for lack of files or memory of our own. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Work without a result. */
  interface Action {
    void run() throws IOException;
  }

  /** Asks the engine. */
  static void ask(Runnable question) {
    ask(
        () -> {
          question.run();
          return true;
        });
  }

  /** Asks the engine for something. */
  static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (EngineApiException e) {
      throw new ContainerAccessException(e.getMessage(), e);
    }
  }

  /**
   * Does something about the container.
   *
   * @param action what follows "Cannot" and comes before the name of the container
   */
  void run(String action, Action work) {
    get(
        action,
        () -> {
          work.run();
          return true;
        });
  }

  /** As {@link #run}, with a result. */
  <T> T get(String action, Work<T> work) {
    return ask(
        () -> {
          try {
            return work.run();
          } catch (IOException e) {
            throw new ContainerAccessException(
                "Cannot %s container %s: %s".formatted(action, container, e.getMessage()), e);
          }
        });
  }
}
