package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.acceptance.OuterContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in volumes without a name is in the image of a container that is asked for so, and only then. */
@ExtendWith(ApiExtension.class)
class CommitVolumesIT {
  private static final String BASE = "committed/base:1";
  private static final String FILES =
      "mkdir -p /vol/sub /real; echo old > /vol/old; ln -s /real /link";
  private static final String CHANGES =
      "rm /vol/old; echo new > /vol/sub/new; ln /vol/sub/new /vol/twin; ln -s sub /vol/link;"
          + " chown 12:34 /vol/sub/new; chmod 640 /vol/sub/new; chown 56:78 /vol; chmod 750 /vol;"
          + " echo deep > /link/deep/file; echo named > /named/file; echo root > /root.txt";
  private static final String LOOK =
      "stat -c '%n %u:%g %a %h' /vol /vol/sub/new /vol/twin; echo has $(ls /vol); readlink /link;"
          + " cat /real/deep/file; ls -A /named; cat /root.txt";

  private static final List<String> CONTAINERS = new ArrayList<>();
  private static String changed;

  @BeforeAll
  static void changeVolumes(Api api) throws IOException {
    OuterContainer.assumeThatWhiteoutsCanBeMade();
    String first = run(api, Api.IMAGE, FILES, "{}");
    commit(api, first, BASE, "&changes=" + Api.encoded("VOLUME /vol"));
    changed =
        run(api, BASE, CHANGES, "{\"NetworkMode\":\"none\",\"Binds\":[\"commit-volumes:/named\"]}");
  }

  @AfterAll
  static void remove(Api api) throws IOException {
    Collections.reverse(CONTAINERS);
    for (String container : CONTAINERS) {
      api.call("DELETE /containers/%s?force=1&v=1".formatted(container));
    }
    for (String image : List.of("committed/with:1", "committed/without:1", BASE)) {
      api.call("DELETE /images/" + image);
    }
    api.call("DELETE /volumes/commit-volumes");
  }

  @Test
  void takesThemWhereTheyWereMounted(Api api) throws IOException {
    commit(api, changed, "committed/with:1", "&volumes=1");

    String look = run(api, "committed/with:1", LOOK, "{}");

    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(look)).body())
        .contains("/vol 56:78 750", "/vol/sub/new 12:34 640 2", "/vol/twin 12:34 640 2")
        .contains("has link sub twin\n", "/real\n", "deep\n", "root\n")
        .doesNotContain("old", "named");
    assertThat(volumes(api, "committed/with:1").isMissingNode()).isTrue();
    assertThat(api.json("GET /containers/%s/json".formatted(look)).path("Mounts")).isEmpty();
  }

  @Test
  void leavesThemOutByDefaultAsDockerDoes(Api api) throws IOException {
    commit(api, changed, "committed/without:1", "");

    String look = run(api, "committed/without:1", "ls /vol; cat /root.txt; ls /real", "{}");

    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(look)).body())
        .contains("old\n", "sub\n", "root\n")
        .doesNotContain("twin", "file");
    assertThat(volumes(api, "committed/without:1").has("/vol")).isTrue();
  }

  private static JsonNode volumes(Api api, String image) throws IOException {
    return api.json("GET /images/%s/json".formatted(image)).path("Config").path("Volumes");
  }

  private static void commit(Api api, String container, String image, String more)
      throws IOException {
    String name = image.replace(":", "&tag=");
    AnswerAssert.assertThat(
            api.call("POST /commit?container=%s&repo=%s%s".formatted(container, name, more)))
        .hasStatus(201);
  }

  private static String run(Api api, String image, String script, String host) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Volumes\":%s,\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"HostConfig\":%s}"
            .formatted(image, host.equals("{}") ? "{}" : "{\"/link/deep\":{}}", script, host);
    String id = api.json("POST /containers/create", body).path("Id").asText();
    CONTAINERS.add(id);
    assertThat(api.call("POST /containers/%s/start".formatted(id)).status()).isEqualTo(204);
    api.call("POST /containers/%s/wait".formatted(id));
    return id;
  }
}
