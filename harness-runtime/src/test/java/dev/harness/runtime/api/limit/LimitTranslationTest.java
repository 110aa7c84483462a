package dev.harness.runtime.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.cgroup.ResourceLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTranslationTest {
  private static final long MIB = 1L << 20;

  private static HostConfig host(String json) throws JsonProcessingException {
    return EngineJson.newMapper().readValue(json.replace('\'', '"'), HostConfig.class);
  }

  @Test
  void c21TranslatesEachLimit() throws JsonProcessingException {
    HostConfig host =
        host(
            """
            {'Memory':67108864,'MemorySwap':100663296,'MemoryReservation':33554432,
             'MemorySwappiness':10,'NanoCpus':500000000,'CpuShares':512,'CpusetCpus':'0',
             'CpusetMems':'0','PidsLimit':20,'BlkioWeight':300}
            """);

    assertThat(LimitTranslation.ofNew(host))
        .isEqualTo(
            new ResourceLimits(
                new ResourceLimits.Memory(64 * MIB, 96 * MIB, 32 * MIB, 10),
                new ResourceLimits.Cpu(500_000_000, 0, 0, 512, "0", "0"),
                20,
                300));
  }

  @Test
  void c21SwapIsAsMuchAsMemoryByDefault() throws JsonProcessingException {
    HostConfig host = host("{'Memory':67108864}");

    assertThat(LimitTranslation.ofNew(host).memory().swapBytes()).isEqualTo(128 * MIB);
    assertThat(LimitTranslation.of(host).memory().swapBytes()).as("of an update").isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Memory':0,'NanoCpus':0,'PidsLimit':0,'CpuShares':0,'CpusetCpus':'','MemorySwappiness':-1}",
        "{'KernelMemory':4096}",
        "{'FieldOfTheFuture':1}"
      })
  void findsNoLimit(String json) throws JsonProcessingException {
    assertThat(LimitTranslation.ofNew(host(json))).isEqualTo(ResourceLimits.NONE);
  }

  @Test
  void everyNegativeNumberOfProcessesMeansNone() throws JsonProcessingException {
    assertThat(LimitTranslation.of(host("{'PidsLimit':-7}")).processes()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Memory':1048576}|HostConfig.Memory: 1048576 bytes: Minimum memory limit allowed is 6MB
          {'Memory':-1}|HostConfig.Memory: -1 bytes: Minimum memory limit allowed is 6MB
          {'MemorySwap':8388608}|HostConfig.MemorySwap: You should always set the Memory limit
          {'Memory':16777216,'MemorySwap':8388608}|HostConfig.MemorySwap: 8388608 bytes: Minimum memoryswap limit should be larger than memory limit
          {'MemoryReservation':1}|HostConfig.MemoryReservation: 1 bytes: Minimum memory reservation allowed is 6MB
          {'Memory':8388608,'MemoryReservation':16777216}|HostConfig.MemoryReservation: Minimum memory limit can not be less than memory reservation limit
          {'MemorySwappiness':101}|HostConfig.MemorySwappiness: valid memory swappiness range is 0-100: 101
          {'MemorySwap':'much'}|HostConfig.MemorySwap is no number: "much"
          {'NanoCpus':-1000000000}|HostConfig.NanoCpus: -1.00 CPUs: Range of CPUs is from 0.01 to
          {'NanoCpus':100000000000000}|HostConfig.NanoCpus: 100000.00 CPUs: Range of CPUs is from 0.01 to
          {'NanoCpus':500000000,'CpuPeriod':100000}|HostConfig.NanoCpus: Conflicting options: Nano CPUs and CPU Period cannot both be set
          {'NanoCpus':500000000,'CpuQuota':50000}|HostConfig.NanoCpus: Conflicting options: Nano CPUs and CPU Quota cannot both be set
          {'CpuPeriod':999}|HostConfig.CpuPeriod: CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)
          {'CpuQuota':999}|HostConfig.CpuQuota: CPU cfs quota can not be less than 1ms (i.e. 1000)
          {'CpuShares':-1}|HostConfig.CpuShares: a weight cannot be negative
          {'CpusetCpus':'4095'}|HostConfig.CpusetCpus: Requested CPUs are not available - requested 4095, available: 0
          {'CpusetMems':'1023'}|HostConfig.CpusetMems: Requested memory nodes are not available - requested 1023, available: 0
          {'CpusetCpus':'a-b'}|HostConfig.CpusetCpus: Invalid value a-b
          {'CpusetCpus':7}|HostConfig.CpusetCpus is no text: 7
          {'BlkioWeight':9}|HostConfig.BlkioWeight: Range of blkio weight is from 10 to 1000
          """)
  void c21RefusesWhatIsImpossible(String json, String message) {
    assertThatThrownBy(() -> LimitTranslation.ofNew(host(json)))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      0-2,4 | {0, 1, 2, 4}
      3     | {3}
      """)
  void readsListsOfNumbers(String text, String numbers) {
    assertThat(NumberSet.parse(text)).map(Object::toString).contains(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2-1", "", "1,", "-1", "99999", "0-1-2"})
  void refusesWhatIsNoListOfNumbers(String text) {
    assertThat(NumberSet.parse(text)).isEmpty();
  }
}
