package dev.harness.runtime.command;

import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.boot.EngineProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code harness engine}: an engine in the foreground, for docker and other clients. */
@Command(
    name = "engine",
    description = "Runs an engine until interrupted; everything in it ends with it.",
    mixinStandardHelpOptions = true)
final class EngineCommand implements Callable<Integer> {
  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Where to listen. Default: a new private directory.")
  private @Nullable Path socket;

  @Mixin private DataOption data = new DataOption();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    EngineLauncher launcher = data.launcher();
    if (socket != null) {
      launcher = launcher.withSocket(socket.toAbsolutePath());
    }
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    try (EngineProcess engine = launcher.launch(address -> {})) {
      Thread end = new Thread(engine::close, "engine-end");
      Runtime.getRuntime().addShutdownHook(end);
      out.printf("Engine ready (%s). To use it:%n", engine.mode());
      out.printf("  export DOCKER_HOST=%s%n", engine.address());
      out.flush();
      int code = engine.awaitExit();
      stayBehindASignal(end);
      return code;
    }
  }

  /**
   * Returns when this process ends because the engine did. When a signal ends both, this thread must
   * not exit as well: Java 17 takes the code of an exit that comes between the last hook and
   * their end, and that would be the engine's.
   */
  private static void stayBehindASignal(Thread end) throws InterruptedException {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException ending) {
      new CountDownLatch(1).await();
    }
  }
}
