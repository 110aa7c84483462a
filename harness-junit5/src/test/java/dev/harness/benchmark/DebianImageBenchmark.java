package dev.harness.benchmark;

import dev.harness.engineapi.client.ImagesApi;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image from Debian packages, from the request until the answer: as a new user, with nothing in
 * any cache; again, with everything there; and for another user's empty store, with the image made.
 *
 * <p>Arguments: nothing for PostgreSQL, or the name of another image.
 */
final class DebianImageBenchmark {
  private static final int RUNS = 3;
  private static final int HITS = 20;

  private final String image;
  private final List<Double> fromNothing = new ArrayList<>();
  private final List<Double> again = new ArrayList<>();
  private final List<Double> made = new ArrayList<>();

  private DebianImageBenchmark(String image) {
    this.image = image;
  }

  public static void main(String[] arguments) throws IOException {
    DebianImageBenchmark benchmark =
        new DebianImageBenchmark(
            arguments.length > 0 ? arguments[0] : "debian.internal/postgresql");
    for (int i = 0; i < RUNS; i++) {
      benchmark.run();
    }
    System.out.println(Distribution.of("from nothing", benchmark.fromNothing));
    System.out.println(Distribution.of("again, all there", benchmark.again));
    System.out.println(Distribution.of("made, into an empty store", benchmark.made));
  }

  private void run() throws IOException {
    Path cache = Files.createTempDirectory("cache");
    try (EngineConnection engine = newEngine(cache)) {
      ImagesApi images = engine.client().images();
      long begin = System.nanoTime();
      images.pull(
          image,
          step -> {
            if (step.progressDetail() == null) {
              System.out.printf("%6.0f ms %s%n", since(begin), step.status());
            }
          });
      fromNothing.add(since(begin));
      for (int i = 0; i < HITS; i++) {
        again.add(pull(images));
      }
    }
    try (EngineConnection engine = newEngine(cache)) {
      made.add(pull(engine.client().images()));
    }
  }

  private double pull(ImagesApi images) {
    long begin = System.nanoTime();
    images.pull(image, step -> {});
    return since(begin);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  /** The directories stay behind, as others' would: they are in the directory of temporary files. */
  private static EngineConnection newEngine(Path cache) throws IOException {
    Settings user = Settings.ofThisProcess();
    Map<String, String> environment = new HashMap<>(user.environment());
    environment.put("XDG_CACHE_HOME", cache.toString());
    environment.put("XDG_DATA_HOME", Files.createTempDirectory("data").toString());
    return new Engines(
            new Settings(environment, user.properties()),
            DebianImageBenchmark.class.getClassLoader())
        .connect();
  }
}
