package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a container does to the machine, the engine answers, and can end it (H47-H49). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class ResourceAttackIT {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          H47 fork bomb        ~ bomb() { bomb | bomb & }; bomb; while :; do :; done       ~ "PidsLimit":100
          H47 memory hog       ~ while :; do tail /dev/zero; done                          ~ "Memory":33554432,"MemorySwap":33554432
          H47 descriptors      ~ while exec 9</proc/self/status; do sleep 100 <&9 & done   ~ "PidsLimit":200
          H48 flood of lines   ~ yes 01234567890123456789012345678901234                   ~ "LogConfig":{"Type":"json-file","Config":{"max-size":"10m"}}
          H48 flood of zeros   ~ cat /dev/zero                                             ~ "LogConfig":{"Type":"json-file","Config":{"max-size":"10m"}}
          H49 full file system ~ while :; do cat /dev/zero >/full/file; done               ~ "Tmpfs":{"/full":"size=8m"}
          H49 full memory      ~ while :; do cat /dev/zero >/dev/shm/file; done            ~ "ShmSize":8388608
          """)
  void engineAnswersDuring(String attack, String script, String limit, Api api) throws IOException {
    boolean inGroup = limit.contains("PidsLimit") || limit.contains("Memory");
    assumeThat(!inGroup || api.json("GET /info").path("PidsLimit").asBoolean())
        .as("needs control groups that the engine may make")
        .isTrue();
    String id = start(api, script, limit);

    Pings pings = Pings.of(api);

    pings.wereAnsweredSoon(attack);
    assertThat(api.call("DELETE /containers/%s?force=1".formatted(id)).status()).isEqualTo(204);
  }

  private static String start(Api api, String script, String limit) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"HostConfig\":{\"NetworkMode\":\"none\",%s}}"
            .formatted(Api.IMAGE, script, limit);
    String id = api.json("POST /containers/create", body).path("Id").asText();
    api.call("POST /containers/%s/start".formatted(id));
    return id;
  }
}
