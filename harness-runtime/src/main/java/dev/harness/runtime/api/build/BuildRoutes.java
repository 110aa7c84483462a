package dev.harness.runtime.api.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.JsonLines;
import dev.harness.runtime.api.image.ProgressAnswer;
import dev.harness.runtime.build.BuildException;
import dev.harness.runtime.build.BuildOutput;
import dev.harness.runtime.build.BuildRequest;
import dev.harness.runtime.build.ImageBuilder;
import java.io.IOException;

/** The route that builds an image of a Dockerfile and the files with it. */
public final class BuildRoutes {
  private final ImageBuilder builder;
  private final ObjectMapper json;
  private final Platform machine;

  /**
   * The route to a builder.
   *
   * @param machine the platform of images when a request names none
   */
  public BuildRoutes(ImageBuilder builder, ObjectMapper json, Platform machine) {
    this.builder = builder;
    this.json = json;
    this.machine = machine;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("POST", "/build", this::build);
  }

  private Answer build(Request request) throws IOException {
    BuildRequest wanted = new BuildTranslation(request, json, machine).translate();
    boolean quiet = request.query().flag("q");
    return ProgressAnswer.of(
            json,
            (progress, lines) -> {
              try {
                Digest image =
                    builder.build(wanted, request.body(), new Teller(lines, progress, quiet));
                tell(wanted, image, lines, quiet);
              } catch (BuildException failure) {
                if (!lines.isSent()) {
                  throw failure;
                }
                lines.write(
                    ProgressMessage.failure(failure.code(), String.valueOf(failure.getMessage())));
              }
            })
        .readingBody();
  }

  private void tell(BuildRequest wanted, Digest image, JsonLines lines, boolean quiet)
      throws IOException {
    if (quiet) {
      lines.write(ProgressMessage.stream(image + "\n"));
      return;
    }
    lines.write(ProgressMessage.result(json.createObjectNode().put("ID", image.toString())));
    lines.write(ProgressMessage.stream("Successfully built %s\n".formatted(image.shortHex())));
    for (Reference name : wanted.names()) {
      lines.write(ProgressMessage.stream("Successfully tagged %s\n".formatted(name.familiar())));
    }
  }

  /** Passes on what a build tells, if anybody wants to hear it. */
  private record Teller(JsonLines lines, Progress progress, boolean quiet) implements BuildOutput {
    @Override
    public void write(String text) throws IOException {
      if (!quiet) {
        lines.write(ProgressMessage.stream(text));
      }
    }

    @Override
    public Progress pulls() {
      return quiet ? step -> {} : progress;
    }

    @Override
    public void whileHeard(Waiting work) throws IOException {
      lines.whileConnected(work::run);
    }
  }
}
