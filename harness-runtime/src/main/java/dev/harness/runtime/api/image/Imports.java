package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.images.ImageMaking;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.client.RemoteFile;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.Request;
import java.io.InputStream;
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
    Optional<RemoteFile> remote =
        query.text("fromSrc").filter(source -> !source.equals(BODY)).map(making::remote);
    Optional<Reference> name = NewImage.name(query);
    RunConfig config = RunConfig.empty().with(query.all("changes"));
    Platform platform = query.text("platform").map(Platform::parse).orElse(machine);
    String from = "Imported from " + remote.map(RemoteFile::place).orElse(BODY);
    Step step = new Step(clock.instant(), "", "", query.text("message").orElse(from));
    return ProgressAnswer.of(
        json,
        (progress, lines) -> {
          InputStream archive =
              remote.isPresent() ? making.open(remote.get(), progress) : request.body();
          Digest id = making.importArchive(archive, config, platform, step, name);
          lines.write(ProgressMessage.status(id.toString()));
        });
  }
}
