package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.RawResponse;
import java.io.IOException;

/** Containers that run a script of a shell in a network; they may make routes there. */
final class Networked {
  private Networked() {}

  /**
   * Creates one; its id.
   *
   * @param settings fields of its place in the network, as JSON
   */
  static String create(Api api, String network, String settings, String script) throws IOException {
    String endpoints =
        settings.isEmpty()
            ? ""
            : ",\"NetworkingConfig\":{\"EndpointsConfig\":{\"%s\":{%s}}}"
                .formatted(network, settings);
    return api.json(
            "POST /containers/create",
            """
            {"Image":"%s","Cmd":["sh","-c","%s"],"HostConfig":{"NetworkMode":"%s",\
            "CapAdd":["NET_ADMIN"]}%s}\
            """
                .formatted(Api.IMAGE, script.replace("\\", "\\\\"), network, endpoints))
        .path("Id")
        .asText();
  }

  /** Starts one; its id. */
  static String start(Api api, String network, String settings, String script) throws IOException {
    String id = create(api, network, settings, script);
    RawResponse started = api.call("POST /containers/%s/start".formatted(id));
    assertThat(started.status()).as(started.body()).isEqualTo(204);
    return id;
  }

  /** Runs one to its end, and removes it; what it said. */
  static String run(Api api, String network, String settings, String script) throws IOException {
    String id = start(api, network, settings, script);
    api.call("POST /containers/%s/wait".formatted(id));
    String log = api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    api.call("DELETE /containers/%s?force=1".formatted(id));
    return log;
  }
}
