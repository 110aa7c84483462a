package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.compose.RunningComposition;
import dev.harness.junit5.Compose;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The services of a compose file: one prepares what the other serves. */
class ComposeExampleIT {
  @Compose(value = "src/test/resources/shop/compose.yaml", env = "SHOP=our shop")
  static RunningComposition shop;

  @Test
  void servesWhatTheOtherHasWritten() throws IOException {
    URI page = URI.create(shop.service("web").url("http://{host}:{port:80}/"));

    try (var answer = page.toURL().openStream()) {
      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("Welcome to our shop\n");
    }
  }
}
