package dev.harness.runtime.build;

import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.dockerfile.Statement;
import dev.harness.images.reference.Digest;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.WaitCondition;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.request.Console;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.HealthCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Runs the command of a RUN in a container of its own, whose changes become a layer. */
final class RunStep {
  private static final LogQuery ALL =
      new LogQuery(true, true, Optional.empty(), Optional.empty(), OptionalInt.empty(), true);
  private static final int SHOWN = 12;

  /** A health check of the image is about what the image will run. */
  private static final HealthCheck UNWATCHED =
      new HealthCheck(
          List.of("NONE"),
          List.of(),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          0);

  private final Containers containers;
  private final CreateContainer.Host host;
  private final BuildOutput output;

  RunStep(Containers containers, CreateContainer.Host host, BuildOutput output) {
    this.containers = containers;
    this.host = host;
    this.output = output;
  }

  /**
   * Runs the command; the container is removed in any case.
   *
   * @param variables {@code NAME=value}, besides those of the image
   * @param made makes the image of what changed
   * @throws BuildException when it fails
   * @throws IOException when nobody listens any more
   */
  Digest run(
      Statement statement,
      Digest image,
      List<String> command,
      List<String> variables,
      Function<MadeLayer.Content, Digest> made)
      throws IOException {
    Container container = create(statement, image, command, variables);
    try {
      output.write(" ---> Running in %s\n".formatted(shortened(container)));
      container.start();
      output.whileHeard(() -> requireSuccess(statement, container, command));
      return made.apply(container::writeChanges);
    } catch (EngineException failure) {
      throw BuildException.of(statement, failure);
    } finally {
      container.remove(true, true);
    }
  }

  private static String shortened(Container container) {
    return container.id().value().substring(0, SHOWN);
  }

  private Container create(
      Statement statement, Digest image, List<String> command, List<String> variables) {
    CreateContainer.Command process =
        new CreateContainer.Command(
            Optional.of(List.of()),
            Optional.of(command),
            variables,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(UNWATCHED));
    try {
      return containers.create(
          new CreateContainer(
              Optional.empty(),
              image.toString(),
              Optional.empty(),
              process,
              Map.of(),
              Set.of(),
              Set.of(),
              host,
              Console.NONE));
    } catch (EngineException failure) {
      throw BuildException.of(statement, failure);
    }
  }

  private void requireSuccess(Statement statement, Container container, List<String> command)
      throws IOException, InterruptedException {
    container.logs(ALL, entry -> output.write(new String(entry.bytes(), StandardCharsets.UTF_8)));
    int status = status(container);
    if (status != 0) {
      throw BuildException.ofCommand(statement, String.join(" ", command), status);
    }
  }

  private static int status(Container container) throws InterruptedException {
    try {
      return container.when(WaitCondition.NOT_RUNNING).toCompletableFuture().get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
