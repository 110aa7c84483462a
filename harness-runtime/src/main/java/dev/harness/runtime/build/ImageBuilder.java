package dev.harness.runtime.build;

import dev.harness.images.Images;
import dev.harness.images.dockerfile.Dockerfile;
import dev.harness.images.dockerfile.DockerfileException;
import dev.harness.images.dockerfile.Statement;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.engine.Containers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Builds images of Dockerfiles, in the way of Docker's own builder: each step makes an image of the one
 * before, and a step that was done before on the same files is not done again.
 */
public final class ImageBuilder {
  private final Images images;
  private final Containers containers;
  private final ImageCommands commands;
  private final BuildRoots roots;
  private final Clock clock;

  /**
   * Builds in an engine.
   *
   * @param containers runs what RUN says
   * @param commands makes images that need it
   */
  public ImageBuilder(
      Images images, Containers containers, ImageCommands commands, BuildRoots roots, Clock clock) {
    this.images = images;
    this.containers = containers;
    this.commands = commands;
    this.roots = roots;
    this.clock = clock;
  }

  /**
   * Builds an image. When that fails, nothing is left but the images of the steps before.
   *
   * @param context the files as a tar archive, compressed or not
   * @return the id of the image, which has the names that were asked for
   * @throws DockerfileException when the Dockerfile cannot be understood
   * @throws BuildException when a step fails
   * @throws IOException when nobody listens any more
   */
  public Digest build(BuildRequest request, InputStream context, BuildOutput output)
      throws IOException {
    try (BuildContext files = BuildContext.receive(roots, context)) {
      Dockerfile dockerfile = Dockerfile.parse(files.dockerfile(request.dockerfile()));
      Arguments arguments = Arguments.of(request.arguments(), request.platform());
      Build build =
          new Build(
              dockerfile,
              files,
              roots,
              new BaseImages(images, commands, request, output.pulls()),
              new StepImages(images.making(), request.platform(), request.usesCache(), clock),
              new RunStep(containers, request.host(), output),
              output);
      Digest image = build.run(request.target(), arguments, labels(request));
      warn(arguments.unused(), output);
      for (Reference name : request.names()) {
        images.tag(image.toString(), name);
      }
      return image;
    }
  }

  private static List<Statement> labels(BuildRequest request) {
    return request.labels().isEmpty() ? List.of() : List.of(Statement.labels(request.labels()));
  }

  private static void warn(Set<String> unused, BuildOutput output) throws IOException {
    if (!unused.isEmpty()) {
      output.write(
          "[Warning] One or more build-args [%s] were not consumed\n"
              .formatted(String.join(" ", unused)));
    }
  }
}
