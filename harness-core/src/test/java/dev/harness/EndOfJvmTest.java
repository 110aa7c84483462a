package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.FakeEngine;
import dev.harness.testing.FakeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of containers on an engine that outlives the JVM. */
@Timeout(30)
class EndOfJvmTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** A JVM that closes its harness, and is told to end while that is not done. */
  static final class Closing {
    private Closing() {}

    public static void main(String[] arguments) throws IOException {
      Harness harness = Harness.open(Map.of("DOCKER_HOST", arguments[0]));
      ContainerSpec server = ContainerSpec.image("server:1");
      List<RunningContainer> unused = harness.startAll(server.name("first"), server.name("second"));
      Thread closing = new Thread(harness::close);
      closing.setDaemon(true);
      closing.start();
      int told = System.in.read();
      System.exit(told == 'x' ? 0 : 1);
    }
  }

  @Test
  void waitsUntilWhatIsBeingRemovedIsGone() throws Exception {
    CompletableFuture<Process> started = new CompletableFuture<>();
    CompletableFuture<Boolean> endedEarly = new CompletableFuture<>();
    try (FakeEngine engine = new FakeEngine().with("server:1", FakeImage.SERVER)) {
      engine.beforeNextRemoval(() -> endedEarly.complete(endsAtOnce(started.join())));

      Process process =
          new ProcessBuilder(
                  JAVA.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Closing.class.getName(),
                  engine.address())
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      started.complete(process);

      assertThat(process.waitFor()).isZero();
      assertThat(endedEarly).isCompletedWithValue(false);
      assertThat(engine.containers()).isEmpty();
    }
  }

  /** Tells the JVM to end; returns whether it does so without waiting. */
  private static boolean endsAtOnce(Process process) {
    try {
      process.getOutputStream().write('x');
      process.getOutputStream().flush();
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
