package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.RestartPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a container is to run again, in the words of the API (C38). */
class RestartTranslationTest {

  @ParameterizedTest
  @CsvSource({
    "'',0,NO",
    "no,0,NO",
    "always,0,ALWAYS",
    "unless-stopped,0,UNLESS_STOPPED",
    "on-failure,0,ON_FAILURE",
    "on-failure,3,ON_FAILURE"
  })
  void reads(String name, int retries, RestartPolicy.Kind kind) {
    assertThat(RestartTranslation.of(new HostConfig.RestartPolicy(name, retries)))
        .isEqualTo(new RestartPolicy(kind, retries));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sometimes  | 0  | invalid restart policy 'sometimes'",
        "Always     | 0  | invalid restart policy 'Always'",
        "always     | 1  | maximum retry count cannot be used with restart policy 'always'",
        "on-failure | -1 | maximum retry count cannot be negative"
      })
  void refuses(String name, int retries, String reason) {
    assertThatThrownBy(() -> RestartTranslation.of(new HostConfig.RestartPolicy(name, retries)))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith("HostConfig.RestartPolicy: " + reason);
  }

  @Test
  void refusesAPolicyForWhatIsRemovedAtItsEnd() throws JsonProcessingException {
    HostConfig host =
        new ObjectMapper()
            .readValue(
                "{\"AutoRemove\":true,\"RestartPolicy\":{\"Name\":\"always\"}}", HostConfig.class);

    assertThatThrownBy(() -> RestartTranslation.of(host))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageEndingWith("can't create 'AutoRemove' container with restart policy");
  }
}
