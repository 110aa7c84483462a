package dev.harness.locate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.NoEngineException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A named engine of Docker's command line. */
record DockerContext(String name, EngineAddress address) {

  /**
   * Reads its description.
   *
   * @param certificates the directory of its certificates, which need not exist
   * @throws NoEngineException when it names no engine that can be reached from here
   */
  static DockerContext of(String name, JsonNode meta, Path certificates) {
    JsonNode endpoint = meta.path("Endpoints").path("docker");
    if (endpoint.path("SkipTLSVerify").asBoolean()) {
      throw new NoEngineException(
          "The Docker context %s wants certificates not to be checked (SkipTLSVerify), so anybody"
                  .formatted(name)
              + " could answer. Give the context the engine's authority: docker context update "
              + name
              + " --docker host=…,ca=…");
    }
    try {
      EngineAddress address = EngineAddress.parse(endpoint.path("Host").asText());
      boolean secure = Files.isDirectory(certificates);
      return new DockerContext(name, new DockerCertificates(secure, certificates).secured(address));
    } catch (IllegalArgumentException e) {
      throw new NoEngineException(
          "The Docker context " + name + " cannot be used: " + e.getMessage() + ".", e);
    }
  }
}
