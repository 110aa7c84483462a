package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.runtime.fs.tree.PathStat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header of the archive routes (C45); expected modes are those of Go's os.FileMode. */
class PathStatViewTest {
  @Test
  void isJsonInBase64() {
    PathStat stat = new PathStat("hosts", 42, 0100644, Instant.parse("2026-01-31T12:00:00Z"), "");

    String header = PathStatView.header(stat, EngineJson.newMapper());

    assertThat(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"name\":\"hosts\",\"size\":42,\"mode\":420,"
                + "\"mtime\":\"2026-01-31T12:00:00Z\",\"linkTarget\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "100755, 493",
    "40755, 2147484141",
    "120777, 134218239",
    "41777, 2148532735",
    "104755, 8389101",
    "102755, 4194797",
    "10644, 33554852",
    "140755, 16777709",
    "20666, 69206454",
    "60660, 67109296",
  })
  void hasTheModeOfGo(String octal, long expected) {
    assertThat(PathStatView.goMode(Integer.parseInt(octal, 8))).isEqualTo(expected);
  }
}
