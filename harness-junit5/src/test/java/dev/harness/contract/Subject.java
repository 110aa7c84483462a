package dev.harness.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.testing.RawResponse;
import java.io.IOException;

/** The container that a request is about, by the state that it is in before. */
public enum Subject {
  /** There is none. */
  ABSENT,
  /** Never started. */
  CREATED,
  /** Never started, and its command does not exist. */
  BROKEN,
  /** Started, and runs for long. */
  RUNNING,
  /** Stopped where it was; the test is skipped where that cannot be done. */
  PAUSED,
  /** Ended with code 3. */
  EXITED;

  /** Makes one; its id. */
  public String make(Api api) throws IOException {
    return switch (this) {
      case ABSENT -> "nonesuch";
      case CREATED -> create(api, "\"sleep\",\"1000\"");
      case BROKEN -> create(api, "\"no-such-program\"");
      case RUNNING -> started(api, create(api, "\"sleep\",\"1000\""));
      case PAUSED -> paused(api, started(api, create(api, "\"sleep\",\"1000\"")));
      case EXITED -> ended(api, started(api, create(api, "\"sh\",\"-c\",\"exit 3\"")));
    };
  }

  private static String create(Api api, String command) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[%s],\"HostConfig\":{\"NetworkMode\":\"none\"}}"
            .formatted(Api.IMAGE, command);
    return api.json("POST /containers/create", body).path("Id").asText();
  }

  private static String started(Api api, String id) throws IOException {
    api.call("POST /containers/%s/start".formatted(id));
    return id;
  }

  private static String paused(Api api, String id) throws IOException {
    RawResponse response = api.call("POST /containers/%s/pause".formatted(id));
    if (response.status() != 204) {
      remove(api, id);
    }
    assumeThat(response.status())
        .as("needs control groups that the engine may make: %s", response.body())
        .isEqualTo(204);
    return id;
  }

  private static String ended(Api api, String id) throws IOException {
    api.call("POST /containers/%s/wait".formatted(id));
    return id;
  }

  /** Removes what was made, if it still is there. */
  public static void remove(Api api, String id) throws IOException {
    api.call("DELETE /containers/%s?force=1".formatted(id));
  }
}
