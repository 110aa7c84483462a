package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.images.ImageMaking;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import java.time.Clock;
import java.util.Optional;

/** Answers requests for an import: a root file system becomes an image (P41). */
final class Imports {
  private static final String BODY = "-";

  private final ImageMaking making;
  private final ObjectMapper json;
  private final Platform machine;
  private final Clock clock;

  Imports(ImageMaking making, ObjectMapper json, Platform machine, Clock clock) {
    this.making = making;
    this.json = json;
    this.machine = machine;
    this.clock = clock;
  }

  Answer answer(Request request) {
    Query query = request.query();
    requireBody(query.text("fromSrc").orElse(BODY));
    Optional<Reference> name = NewImage.name(query);
    RunConfig config = RunConfig.empty().with(query.all("changes"));
    Platform platform = query.text("platform").map(Platform::parse).orElse(machine);
    Step step =
        new Step(clock.instant(), "", "", query.text("message").orElse("Imported from " + BODY));
    return ProgressAnswer.of(
        json,
        (progress, lines) -> {
          Digest id = making.importArchive(request.body(), config, platform, step, name);
          lines.write(ProgressMessage.status(id.toString()));
        });
  }

  /**
   * An engine that fetches whatever address a client names reaches what the client does not (H60);
   * the client has better means, and knows proxies and passwords.
   */
  private static void requireBody(String source) {
    if (!source.equals(BODY)) {
      throw new RefusedRequest(
          501,
          ("cannot import %s: this engine fetches no archives; download it, and import it from the"
                  + " standard input (curl … | docker import -)")
              .formatted(source));
    }
  }
}
