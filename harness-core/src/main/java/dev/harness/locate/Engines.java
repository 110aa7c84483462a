package dev.harness.locate;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.boot.EngineProcess;
import dev.harness.locate.bundle.EngineBundle;
import dev.harness.locate.user.BootException;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.LocateException;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Finds an engine by the user's settings, and starts ours when they name none:
 *
 * <ol>
 *   <li>{@code harness.engine}: {@code builtin}, {@code docker} for the one that Docker's command
 *       line talks to, {@code unix:///path} or {@code tcp://host:port}
 *   <li>{@code DOCKER_HOST}, or the context that {@code DOCKER_CONTEXT} names
 *   <li>ours, from the class path or from the jar that {@code harness.engine.jar} names; where it
 *       cannot run, the one that Docker's command line talks to
 * </ol>
 */
public final class Engines {
  private final Settings settings;
  private final ClassLoader loader;

  /**
   * Makes a finder.
   *
   * @param loader where our engine's jar is looked for
   */
  public Engines(Settings settings, ClassLoader loader) {
    this.settings = settings;
    this.loader = loader;
  }

  /**
   * Connects to the engine; starts it first when it is ours.
   *
   * @throws LocateException when there is none, or it does not come up
   */
  public EngineConnection connect() {
    EngineChoice choice = EngineChoice.of(settings);
    if (choice instanceof EngineChoice.Running running) {
      return connect(running);
    }
    return start();
  }

  private static EngineConnection connect(EngineChoice.Running choice) {
    EngineClient client = clientOf(choice);
    try {
      ApiVersion version = ApiVersion.parse(client.system().ping());
      HarnessLog.get()
          .info("Engine found: {} by {}, API {}", choice.address(), choice.origin(), version);
      return new EngineConnection(
          client.speaking(version.atMost(EngineClient.API_VERSION)),
          null,
          choice.address().toString());
    } catch (EngineApiException e) {
      client.close();
      throw new NoEngineException(
          "The engine that %s names does not answer: %s. Start it, or set %s=builtin to use ours."
              .formatted(choice.origin(), e.getMessage(), Setting.ENGINE.variable()),
          e);
    }
  }

  private static EngineClient clientOf(EngineChoice.Running choice) {
    try {
      return new EngineClient(choice.address(), "");
    } catch (IllegalArgumentException e) {
      throw new NoEngineException(
          "The engine that %s names cannot be spoken to: %s."
              .formatted(choice.origin(), e.getMessage()),
          e);
    }
  }

  private EngineConnection start() {
    long begin = System.nanoTime();
    EngineLauncher launcher = new EngineLauncher(bundle(), settings);
    ClientPreparation preparation = new ClientPreparation();
    EngineProcess process = launcher.launch(preparation);
    EngineClient client = clientOf(process, preparation);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    HarnessLog.get().info("Engine started: {}, {} ms", process.mode(), millis);
    return new EngineConnection(client, process, "built-in engine, " + process.mode());
  }

  private static EngineClient clientOf(EngineProcess process, ClientPreparation preparation) {
    try {
      return preparation.take();
    } catch (BootException e) {
      process.close();
      throw e;
    }
  }

  private EngineBundle bundle() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new NoEngineException(
          "The built-in engine needs Linux. Set DOCKER_HOST to an engine that runs elsewhere, such"
              + " as unix:///var/run/docker.sock of Docker Desktop.");
    }
    return settings
        .value(Setting.ENGINE_JAR)
        .map(jar -> EngineBundle.ofJar(Path.of(jar).toAbsolutePath()))
        .or(() -> EngineBundle.onClassPath(loader))
        .orElseThrow(
            () ->
                new NoEngineException(
                    "There is no engine: "
                        + EngineBundle.RESOURCE
                        + " is not on the class path. Add the artifact that brings the engine, or"
                        + " set harness.engine.jar to its jar, or DOCKER_HOST"
                        + " to a running engine."));
  }
}
