package dev.harness.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class UnsupportedRoutesTest {
  private static ServerFixture server() throws IOException {
    Router.Builder routes = Router.builder();
    UnsupportedRoutes.addTo(routes);
    return new ServerFixture(routes.build());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /swarm, GET /swarm",
    "POST, /v1.44/swarm/init, POST /swarm/init",
    "GET, /plugins/team/app/json, GET /plugins/{name:.*}/json",
  })
  void saysWhatIsMissing(String method, String path, String route) throws IOException {
    try (ServerFixture server = server()) {
      RawResponse response =
          server.connect().send(method + " " + path + " HTTP/1.1\r\n\r\n").response();

      assertThat(response.status()).isEqualTo(501);
      assertThat(response.body())
          .isEqualTo("{\"message\":\"" + route + " is not supported by this engine yet\"}");
    }
  }

  @Test
  void tellsWhatHasTheStreamsOfWebSockets() throws IOException {
    try (ServerFixture server = server()) {
      RawResponse response = server.connect().get("/v1.44/containers/db/attach/ws");

      assertThat(response.status()).isEqualTo(501);
      assertThat(response.body())
          .isEqualTo(
              "{\"message\":\"this engine has no web sockets; use POST /containers/{id}/attach,"
                  + " which has the same streams\"}");
    }
  }

  @Test
  void leavesWhatDockerDoesNotHaveToTheRouter() throws IOException {
    try (ServerFixture server = server()) {
      assertThat(server.connect().get("/kubernetes").status()).isEqualTo(404);
    }
  }
}
