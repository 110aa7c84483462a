package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes about the engine, the versions of the API, and what there is no route for. */
@ExtendWith(ApiExtension.class)
class SystemContractIT {

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /_ping                       | 200 | OK
          HEAD /_ping                      | 200 |
          GET /v1.24/_ping                 | 200 | OK
          GET /v1.44/_ping                 | 200 | OK
          GET /v1.51/version               | 200 | "ApiVersion"
          GET /version                     | 200 | "MinAPIVersion":"1.24"
          GET /info                        | 200 | "OSType":"linux"

          GET /v1.23/_ping                 | 400 | client version 1.23 is too old
          GET /v2.0/_ping                  | 400 | client version 2.0 is too new
          GET /v1/_ping                    | 404 | page not found
          GET /nonesuch                    | 404 | page not found
          GET /                            | 404 | page not found
          DELETE /version                  | 404 | page not found

          POST /containers/x/pause         | 404 | No such container: x
          POST /v1.44/containers/x/rename  | 404 | No such container: x
          POST /containers/x/attach        | 404 | No such container: x
          GET /containers/x/stats          | 404 | No such container: x
          GET /containers/x/attach/ws      | 501 | this engine has no web sockets
          POST /build/cancel               | 501 | is not supported by this engine yet
          POST /swarm/init                 | 501 | is not supported by this engine yet
          """)
  void answers(String request, int status, @Nullable String says, Api api) throws IOException {
    RawResponse response = api.call(request);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
  }

  @Test
  void pingTellsWhatClientsNegotiateBy(Api api) throws IOException {
    RawResponse ping = api.call("HEAD /_ping");

    assertThat(ping.header("Api-Version")).isEqualTo("1.44");
    assertThat(ping.header("OSType")).isEqualTo("linux");
    assertThat(ping.header("Docker-Experimental")).isEqualTo("false");
    assertThat(ping.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
  }

  @ParameterizedTest(name = "GET /events?{0} answers 400")
  @ValueSource(
      strings = {
        "since=noon",
        "until=noon",
        "filters=nonsense",
        "filters=%7B%22nonsense%22:%5B%22x%22%5D%7D"
      })
  void refusesEventsThatCannotBe(String query, Api api) throws IOException {
    AnswerAssert.assertThat(api.call("GET /events?" + query)).hasStatus(400);
  }

  @Test
  void c43TellsTheEventsOfOneContainerInTheirOrder(Api api) throws IOException {
    String id = Subject.EXITED.make(api);
    Subject.remove(api, id);

    assertThat(actions(api, "{\"container\":[\"%s\"]}".formatted(id)))
        .isEqualTo("create start die destroy ");
  }

  @Test
  void c43TellsTheEventsOfOneKind(Api api) throws IOException {
    String id = Subject.RUNNING.make(api);
    api.call("POST /containers/%s/stop?t=0".formatted(id));
    Subject.remove(api, id);

    assertThat(actions(api, "{\"container\":[\"%s\"],\"event\":[\"die\",\"stop\"]}".formatted(id)))
        .isEqualTo("die stop ");
  }

  @Test
  void c43TellsWhichVolumesAreMounted(Api api) throws IOException {
    api.json("POST /volumes/create", "{\"Name\":\"told\"}");
    String id = new Confined(api).started("'Binds':['told:/data:ro']", "true");
    api.call("POST /containers/%s/wait?condition=not-running".formatted(id));
    Subject.remove(api, id);
    api.call("DELETE /volumes/told");

    List<JsonNode> told = events(api, "{\"volume\":[\"told\"]}");

    assertThat(told)
        .extracting(event -> event.path("Type").asText() + " " + event.path("Action").asText())
        .containsExactly("volume create", "volume mount", "volume unmount", "volume destroy");
    JsonNode mounted = told.get(1).path("Actor").path("Attributes");
    assertThat(mounted.path("container").asText()).isEqualTo(id);
    assertThat(mounted.path("destination").asText()).isEqualTo("/data");
    assertThat(mounted.path("read/write").asText()).isEqualTo("false");
    assertThat(told.get(2).path("Actor").path("Attributes").path("container").asText())
        .isEqualTo(id);
  }

  private static List<JsonNode> events(Api api, String filters) throws IOException {
    long now = System.currentTimeMillis() / 1000 + 1;
    List<JsonNode> events = new ArrayList<>();
    String lines =
        api.call(
                "GET /events?since=%d&until=%d&filters=%s"
                    .formatted(now - 600, now, Api.encoded(filters)))
            .body();
    for (String line : lines.lines().toList()) {
      events.add(Api.read(line));
    }
    return events;
  }

  private static String actions(Api api, String filters) throws IOException {
    StringBuilder actions = new StringBuilder();
    for (JsonNode event : events(api, filters)) {
      assertThat(event.path("Type").asText()).isEqualTo("container");
      actions.append(event.path("Action").asText()).append(' ');
    }
    return actions.toString();
  }
}
