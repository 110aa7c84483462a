package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import dev.harness.build.ImageBuild;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A container of an image that is built of a Dockerfile, as long as nothing changes only once. */
class DockerfileExampleIT {
  @Container
  static final ContainerSpec SERVER =
      ContainerSpec.build(
              ImageBuild.context(Path.of("src/test/docker/greeting")).arg("WHO", "world"))
          .port(80);

  @Test
  void servesWhatWasBuilt(@Container("SERVER") RunningContainer server) throws IOException {
    URI page = URI.create("http://" + server.host() + ":" + server.port(80) + "/");

    try (InputStream in = page.toURL().openStream()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("Hello, world.");
    }
  }
}
