package dev.harness.runtime.engine;

import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.pipeline.ImageException;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.request.Console;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NetworkMode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands that make images, each in a container of its own without a network. */
final class ContainerCommands implements ImageCommands {
  private static final int LAST_ENTRIES = 40;
  private static final LogQuery LAST_OUTPUT =
      new LogQuery(
          true, true, Optional.empty(), Optional.empty(), OptionalInt.of(LAST_ENTRIES), false);

  private final Containers containers;

  ContainerCommands(Containers containers) {
    this.containers = containers;
  }

  @Override
  public InputStream run(String image, List<String> command, String result, Duration limit) {
    Container container = create(image, command);
    boolean done = false;
    try {
      container.start();
      requireSuccess(container, limit);
      InputStream content = container.read(result);
      done = true;
      return new FilterInputStream(content) {
        @Override
        public void close() throws IOException {
          try (Closeable removal = () -> container.remove(true, true)) {
            super.close();
          }
        }
      };
    } catch (EngineException failure) {
      throw new ImageException.CommandFailed(failure.getMessage(), failure);
    } finally {
      if (!done) {
        container.remove(true, true);
      }
    }
  }

  private Container create(String image, List<String> command) {
    CreateContainer.Command process =
        new CreateContainer.Command(
            Optional.of(List.of()),
            Optional.of(command),
            List.of(),
            Optional.of("/"),
            Optional.of("0:0"),
            Optional.of("localhost"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try {
      return containers.create(
          new CreateContainer(
              Optional.empty(),
              image,
              Optional.empty(),
              process,
              Map.of(),
              Set.of(),
              Set.of(),
              CreateContainer.Host.in(NetworkMode.NONE),
              Console.NONE));
    } catch (EngineException failure) {
      throw new ImageException.CommandFailed(failure.getMessage(), failure);
    }
  }

  private static void requireSuccess(Container container, Duration limit) {
    CompletableFuture<Integer> end =
        container.when(WaitCondition.NOT_RUNNING).toCompletableFuture();
    try {
      int status = end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (status != 0) {
        throw new ImageException.CommandFailed(
            "the command ended with %d: %s".formatted(status, lastOutput(container)));
      }
    } catch (TimeoutException late) {
      throw new ImageException.CommandFailed(
          "the command has not ended after %d s: %s"
              .formatted(limit.toSeconds(), lastOutput(container)),
          late);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new ImageException.CommandFailed("interrupted while the command ran", interruption);
    }
  }

  private static String lastOutput(Container container) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      container.logs(LAST_OUTPUT, entry -> output.write(entry.bytes()));
    } catch (IOException failure) {
      return "(its output cannot be read: %s)".formatted(failure.getMessage());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }
}
