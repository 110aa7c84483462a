package dev.harness.build;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.image.BuildImageRequest;
import dev.harness.files.CopiedFile;
import dev.harness.locate.user.FileFailure;
import dev.harness.locate.user.HarnessLog;
import dev.harness.registry.ImageAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apiguardian.api.API;

/** Lets an engine build an image. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class BuildRun {
  private final EngineClient client;
  private final ImageAccess images;

  /** Builds with the logins that are found here. */
  public BuildRun(EngineClient client, ImageAccess images) {
    this.client = client;
    this.images = images;
  }

  /**
   * Builds; returns when the image is there.
   *
   * @return its id
   * @throws BuildFailure when it cannot be built
   */
  public String run(ImageBuild build) {
    BuildLog log = new BuildLog();
    try {
      requireReadable(build);
      HarnessLog.get().info("Image of {} is built", build);
      BuildImageRequest request =
          new BuildImageRequest(
              build.dockerfilePath(),
              build.target(),
              build.arguments(),
              build.labels(),
              build.isFresh(),
              new BaseLogins(build, images).all());
      client.images().build(request, build.toString(), new ContextArchive(build), log);
    } catch (EngineApiException e) {
      throw new BuildFailure(told(String.valueOf(e.getMessage()), log), e);
    } catch (IOException e) {
      throw new BuildFailure(
          "Cannot build an image of %s: %s".formatted(build, FileFailure.reason(e)), e);
    } catch (IllegalArgumentException e) {
      throw new BuildFailure("Cannot build an image of %s: %s".formatted(build, e.getMessage()), e);
    }
    return log.image()
        .orElseThrow(
            () ->
                new BuildFailure(
                    told("The engine told of no image of %s".formatted(build), log), null));
  }

  private static void requireReadable(ImageBuild build) throws IOException {
    for (CopiedFile file : build.files()) {
      file.requireReadable();
    }
    Path directory = build.directory().orElse(null);
    if (directory != null && !Files.isDirectory(directory)) {
      throw new IOException(directory.toAbsolutePath() + " is no directory here");
    }
  }

  private static String told(String reason, BuildLog log) {
    String step = log.step().isEmpty() ? "" : "\nIt was at " + log.step();
    String lines = log.lines().isEmpty() ? "" : "\nThe last lines of the build:" + log.lines();
    return reason + step + lines;
  }
}
