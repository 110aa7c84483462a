package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the host mounts while containers run (C4, C7); needs a test that may mount something. */
@Timeout(120)
class LaterMountsIT {
  private static final String LOOK = "while [ ! -e /told/go ]; do sleep 0.05; done; ls /data/later";

  @TempDir Path host;
  @TempDir Path told;

  @BeforeEach
  void share() throws Exception {
    assumeThat(command("mount", "-t", "tmpfs", "-o", "mode=755", "none", host.toString()))
        .as("needs the right to mount")
        .isZero();
    assertThat(command("mount", "--make-shared", host.toString())).isZero();
    Files.createDirectory(host.resolve("later"));
  }

  @AfterEach
  void unmount() throws Exception {
    command("umount", "--recursive", host.toString());
  }

  @Test
  void areSeenWhereThatIsAskedForAndNowhereElse() throws Exception {
    try (Api api = Api.start()) {
      String slave = started(api, ",\"BindOptions\":{\"Propagation\":\"rslave\"}");
      String own = started(api, "");
      JsonNode shown = api.json("GET /containers/%s/json".formatted(slave));

      Path later = host.resolve("later");
      assertThat(command("mount", "-t", "tmpfs", "none", later.toString())).isZero();
      Files.writeString(later.resolve("from-the-host"), "");
      Files.writeString(told.resolve("go"), "");

      assertThat(log(api, slave)).contains("from-the-host");
      assertThat(log(api, own)).doesNotContain("from-the-host");
      assertThat(shown.at("/Mounts").findValuesAsText("Propagation"))
          .containsExactlyInAnyOrder("rslave", "rprivate");
    }
  }

  private String started(Api api, String options) throws IOException {
    String id =
        api.json(
                "POST /containers/create",
                """
                {"Image":"%s","Cmd":["sh","-c","%s"],
                 "HostConfig":{"NetworkMode":"none","Mounts":[
                   {"Type":"bind","Source":"%s","Target":"/data"%s},
                   {"Type":"bind","Source":"%s","Target":"/told","ReadOnly":true}]}}\
                """
                    .formatted(Api.IMAGE, LOOK, host, options, told))
            .path("Id")
            .asText();
    RawResponse response = api.call("POST /containers/%s/start".formatted(id));
    assertThat(response.status()).as(response.body()).isEqualTo(204);
    return id;
  }

  private static String log(Api api, String id) throws IOException {
    api.call("POST /containers/%s/wait".formatted(id));
    String log = api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    Subject.remove(api, id);
    return log;
  }

  private static int command(String... words) throws Exception {
    return new ProcessBuilder(List.of(words)).inheritIO().start().waitFor();
  }
}
