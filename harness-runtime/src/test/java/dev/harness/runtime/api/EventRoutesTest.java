package dev.harness.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.runtime.engine.EventSource;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventRoutesTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00.123456789Z"), ZoneOffset.UTC);

  private final EventSource source = new EventSource(NOW);
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    Router.Builder routes = Router.builder();
    new EventRoutes(source.events(), NOW, EngineJson.newMapper()).addTo(routes);
    server = new ServerFixture(routes.build());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private static String filters(String json) {
    return "filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
  }

  private void publishLifeOf(String name) {
    for (String action : new String[] {"create", "start", "die"}) {
      source.publish(
          "container",
          action,
          "id-of-" + name,
          Map.of("name", name, "image", "redis:7", "role", name));
    }
  }

  @Test
  void sendsHeadersBeforeAnythingHappens() throws IOException {
    RawResponse head = server.connect().send("GET /v1.44/events HTTP/1.1\r\n\r\n").head();

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).isEqualTo("application/json");
    assertThat(head.header("Transfer-Encoding")).isEqualTo("chunked");
  }

  @Test
  void tellsWhatHappensAsItHappens() throws IOException {
    RawClient client = server.connect().send("GET /events HTTP/1.1\r\n\r\n");
    client.head();

    source.publish("container", "start", "abc", Map.of("name", "db", "image", "redis:7"));

    assertThat(client.chunk())
        .startsWith(
            "{\"status\":\"start\",\"id\":\"abc\",\"from\":\"redis:7\","
                + "\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"abc\",")
        .contains("\"scope\":\"local\",\"time\":1769860800,\"timeNano\":1769860800123456789")
        .endsWith("}\n");
  }

  @Test
  void tellsThePastUpToAMomentAndEnds() throws IOException {
    publishLifeOf("db");

    String body = server.connect().get("/events?since=1&until=1769860800.2").body();

    assertThat(body.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"id\":\"id-of-db\""))
        .first()
        .matches(line -> line.contains("\"Action\":\"create\""));
  }

  @Test
  void tellsNothingOfThePastUnlessAsked() throws IOException {
    publishLifeOf("db");

    assertThat(server.connect().get("/events?until=1769860800.2").body()).isEmpty();
  }

  @Test
  void filtersByWhatTheClientWants() throws IOException {
    publishLifeOf("db");
    publishLifeOf("cache");
    source.publish("network", "connect", "net", Map.of("name", "bridge"));
    RawClient client = server.connect();

    assertThat(past(client, "{\"container\":[\"db\"]}")).hasSize(3);
    assertThat(past(client, "{\"container\":[\"id-of-c\"],\"event\":[\"die\"]}")).hasSize(1);
    assertThat(past(client, "{\"type\":{\"network\":true}}")).hasSize(1);
    assertThat(past(client, "{\"label\":[\"role=cache\"]}")).hasSize(3);
    assertThat(past(client, "{\"image\":[\"redis\"]}")).hasSize(6);
    assertThat(past(client, "{\"image\":[\"mysql\"]}")).isEmpty();
  }

  private static String[] past(RawClient client, String filters) throws IOException {
    return client
        .get("/events?since=1&until=1769860800.2&" + filters(filters))
        .body()
        .lines()
        .toArray(String[]::new);
  }

  @Test
  void refusesUnknownFiltersAndTimes() throws IOException {
    RawClient client = server.connect();

    assertThat(client.get("/events?" + filters("{\"colour\":[\"red\"]}")).body())
        .isEqualTo("{\"message\":\"invalid filter 'colour'\"}");
    assertThat(client.get("/events?since=yesterday").body())
        .isEqualTo(
            "{\"message\":\"invalid value 'yesterday' of parameter since: want seconds since 1970,"
                + " or a time like 2026-01-31T12:00:00Z\"}");
  }
}
