package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A web server with a file of the test's, which a specification can say and attributes cannot. */
class NginxExampleIT {
  @Container
  static final ContainerSpec WEB =
      ContainerSpec.image("debian.internal/nginx")
          .port(80)
          .file("/usr/share/nginx/html/greeting.txt", "hello")
          .waitFor(Wait.forHttp(80, "/greeting.txt").body("hello"));

  @Test
  void servesTheFile(@Container("WEB") RunningContainer web)
      throws IOException, InterruptedException {
    URI page = URI.create(web.url("http://{host}:{port:80}/greeting.txt"));

    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
            .body();

    assertThat(body).isEqualTo("hello");
  }
}
