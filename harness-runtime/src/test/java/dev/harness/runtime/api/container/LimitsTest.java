package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static List<String> warnings(String json) throws JsonProcessingException {
    return Limits.warnings(
        EngineJson.newMapper().readValue(json.replace('\'', '"'), HostConfig.class));
  }

  @Test
  void warnsOfEachLimitThatIsDiscarded() throws JsonProcessingException {
    List<String> warnings = warnings("{'PidsLimit':10,'Memory':67108864,'CpusetCpus':'0'}");

    assertThat(warnings)
        .containsExactly(
            "HostConfig.CpusetCpus is discarded: this engine has no cgroup to set limits in",
            "HostConfig.Memory is discarded: this engine has no cgroup to set limits in",
            "HostConfig.PidsLimit is discarded: this engine has no cgroup to set limits in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Memory':0,'NanoCpus':0,'PidsLimit':0,'CpuShares':0,'CpusetCpus':''}",
        "{'MemorySwap':-1,'PidsLimit':-1}",
        "{'FieldOfTheFuture':1}"
      })
  void saysNothingWhereThereIsNoLimit(String json) throws JsonProcessingException {
    assertThat(warnings(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Memory':1048576}|HostConfig.Memory is 1048576 bytes: Minimum memory limit allowed is 6MB",
        "{'Memory':-1}|HostConfig.Memory is -1 bytes: Minimum memory limit allowed is 6MB",
        "{'MemorySwap':-2}|HostConfig.MemorySwap is -2: a limit cannot be negative",
        "{'NanoCpus':-1000000000}|HostConfig.NanoCpus is -1.00 CPUs: Range of CPUs is from 0.01 to",
      })
  void refusesWhatIsImpossible(String json, String message) {
    assertThatThrownBy(() -> warnings(json))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesMoreProcessorsThanThereAre() {
    assertThatThrownBy(() -> warnings("{'NanoCpus':100000000000000}"))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining("HostConfig.NanoCpus is 100000.00 CPUs");
  }
}
