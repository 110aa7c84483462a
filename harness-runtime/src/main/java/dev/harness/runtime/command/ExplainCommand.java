package dev.harness.runtime.command;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.client.EngineRefusedException;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.boot.EngineProcess;
import dev.harness.locate.user.Settings;
import dev.harness.registry.ImageAccess;
import dev.harness.runtime.boot.OwnJar;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code harness explain}: how a container of an image would be started. */
@Command(
    name = "explain",
    description = "Prints, step by step, the program that would start a container of an image.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "IMAGE", description = "The image; it is pulled when it is missing.")
  private @Nullable String image;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    Settings settings = Settings.ofThisProcess();
    settings.tellOfUnknownKeys();
    EngineLauncher launcher = new EngineLauncher(OwnJar.bundle(), settings);
    try (EngineProcess engine = launcher.launch(address -> {});
        EngineClient client = new EngineClient(engine.address())) {
      out.println(explain(client, ImageAccess.of(settings), Objects.requireNonNull(image)));
      out.flush();
    }
    return 0;
  }

  /** The image is found as for tests: by its other name if it has one, with the user's logins. */
  private static String explain(EngineClient client, ImageAccess images, String given) {
    String image = images.substituted(given);
    CreateContainerRequest request =
        new CreateContainerRequest(
            ContainerConfig.builder().image(image).build(),
            HostConfig.EMPTY,
            NetworkingConfig.EMPTY);
    String id;
    try {
      id = client.containers().create("", request).id();
    } catch (EngineRefusedException missing) {
      if (!missing.isMissingImage()) {
        throw missing;
      }
      client.images().pull(image, images.auth(image), progress -> {});
      id = client.containers().create("", request).id();
    }
    return client.containers().program(id).text();
  }
}
