package dev.harness.locate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.digest.Sha256;
import dev.harness.engineapi.EngineJson;
import dev.harness.locate.user.FileFailure;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Settings;
import dev.harness.locate.user.UserDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Docker's command line has in its directory.
 *
 * @param directory by default {@code ~/.docker}
 */
record DockerConfig(Path directory) {
  private static final long MAX_BYTES = 1 << 20;

  /** Where it is, by {@code DOCKER_CONFIG} or the home directory. */
  static Path directory(Settings settings) {
    return settings
        .variable("DOCKER_CONFIG")
        .map(Path::of)
        .orElseGet(() -> UserDirectories.home(settings).resolve(".docker"));
  }

  /** The context that {@code docker context use} has chosen, if any. */
  Optional<String> currentContext() {
    return read(directory.resolve("config.json"))
        .map(config -> config.path("currentContext").asText())
        .filter(name -> !name.isBlank());
  }

  /**
   * Finds a context by its name.
   *
   * @throws NoEngineException when it cannot be read, or names no engine
   */
  Optional<DockerContext> context(String name) {
    Path contexts = directory.resolve("contexts");
    String digest = Sha256.of(name);
    Path certificates = contexts.resolve("tls").resolve(digest).resolve("docker");
    return read(contexts.resolve("meta").resolve(digest).resolve("meta.json"))
        .map(meta -> DockerContext.of(name, meta, certificates));
  }

  private static Optional<JsonNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is too large");
      }
      return Optional.ofNullable(EngineJson.newMapper().readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new NoEngineException(
          "Cannot find out which engine Docker's command line uses: "
              + FileFailure.describe(file, e),
          e);
    }
  }
}
