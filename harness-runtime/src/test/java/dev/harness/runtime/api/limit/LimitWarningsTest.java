package dev.harness.runtime.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.cgroup.Controller;
import dev.harness.runtime.cgroup.LimitSupport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitWarningsTest {
  private static final LimitSupport NONE = LimitSupport.none("there is no delegation", "delegate");

  private static List<String> warnings(String json, LimitSupport support)
      throws JsonProcessingException {
    return LimitWarnings.of(
        EngineJson.newMapper().readValue(json.replace('\'', '"'), HostConfig.class), support);
  }

  private static LimitSupport memoryOnly(LimitSupport.Version version) {
    return new LimitSupport(
        version, Map.of(Controller.MEMORY, Path.of("/groups")), false, "no pids", "get it");
  }

  @Test
  void r26TellsOfEachLimitThatIsDiscarded() throws JsonProcessingException {
    assertThat(warnings("{'PidsLimit':10,'Memory':67108864,'CpusetCpus':'0'}", NONE))
        .containsExactly(
            "HostConfig.Memory is discarded: there is no delegation; delegate",
            "HostConfig.CpusetCpus is discarded: there is no delegation; delegate",
            "HostConfig.PidsLimit is discarded: there is no delegation; delegate");
  }

  @Test
  void saysNothingWhereThereIsNoLimit() throws JsonProcessingException {
    assertThat(warnings("{'MemorySwap':-1,'PidsLimit':-1,'MemorySwappiness':-1}", NONE)).isEmpty();
  }

  @Test
  void tellsOfWhatIsMissing() throws JsonProcessingException {
    String json = "{'PidsLimit':10,'Memory':67108864,'MemorySwap':134217728,'MemorySwappiness':0}";

    assertThat(warnings(json, memoryOnly(LimitSupport.Version.ONE)))
        .containsExactly(
            "HostConfig.PidsLimit is discarded: no pids; get it",
            "HostConfig.MemorySwap is discarded: the kernel does not limit swap");
    assertThat(warnings(json, memoryOnly(LimitSupport.Version.TWO)))
        .contains(
            "HostConfig.MemorySwappiness is discarded: control groups of version 2 have none");
  }
}
