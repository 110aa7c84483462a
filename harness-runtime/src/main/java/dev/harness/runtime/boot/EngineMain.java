package dev.harness.runtime.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's process as the boot program starts it: says {@code ready} or {@code error} on its
 * standard output, then serves until it is killed.
 */
public final class EngineMain {
  private static final Logger LOG = LoggerFactory.getLogger(EngineMain.class);
  private static final int FAILED = 1;

  private EngineMain() {}

  /**
   * Runs the engine.
   *
   * @param arguments {@code --socket PATH --data DIRECTORY --run DIRECTORY}; or {@code --train}, to
   *     load what an engine loads and end, so that the classes can be archived, with an empty
   *     directory after it where the process has namespaces of its own
   * @throws InterruptedException never while it serves: nobody interrupts the main thread
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream report = System.out;
    try {
      if (arguments.length > 0 && arguments[0].equals("--train")) {
        Training.run(Stream.of(arguments).skip(1).map(Path::of).findFirst());
        // Not a return: an engine that was rehearsed has threads that never end.
        Runtime.getRuntime().exit(0);
      }
      ServingEngine engine = ServingEngine.start(EngineArguments.parse(arguments), System.getenv());
      report.println("ready " + engine.report());
      engine.serve();
    } catch (RuntimeException | LinkageError failure) {
      LOG.error("the engine cannot start", failure);
      report.println("error " + oneLine(failure));
      report.flush();
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return (message == null ? failure.toString() : message).replaceAll("\\s+", " ");
  }
}
