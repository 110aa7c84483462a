package dev.harness.runtime.api.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.container.HostConfig.LogConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.LogSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTranslationTest {
  @Test
  void keepsAllByDefault() {
    assertThat(LogTranslation.of(LogConfig.DEFAULT)).isEqualTo(LogSettings.DEFAULT);
    assertThat(LogTranslation.of(new LogConfig("json-file", Map.of())))
        .isEqualTo(LogSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "10k, 10000", "1M, 1000000", "3mb, 3000000", "2g, 2000000000"})
  void readsSizes(String text, long bytes) {
    LogConfig config = new LogConfig("", Map.of("max-size", text, "max-file", "3"));

    assertThat(LogTranslation.of(config).maxBytes()).isEqualTo(bytes);
    assertThat(LogTranslation.of(config).maxFiles()).isEqualTo(3);
  }

  @Test
  void showsWhatWasAskedFor() {
    LogConfig files = new LogConfig("json-file", Map.of("max-size", "1m"));
    LogConfig none = new LogConfig("none", Map.of());

    assertThat(LogTranslation.show(LogTranslation.of(files))).isEqualTo(files);
    assertThat(LogTranslation.show(LogTranslation.of(none))).isEqualTo(none);
  }

  @ParameterizedTest(name = "{0} {1}={2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "syslog | tag | x | logger: no log driver named 'syslog' is registered",
        "json-file | colour | red | unknown log opt 'colour' for json-file log driver",
        "json-file | max-size | big | max-size 'big' is no size such as 10m",
        "json-file | max-size | 0 | max-size '0' is no size such as 10m",
        "json-file | max-size | 999999999999t | max-size '999999999999t' is too large",
        "json-file | max-file | 0 | max-file '0' is no number of files, at least 1",
        "json-file | max-file | 2 | max-file needs a max-size",
        "json-file | mode | non-blocking | the only mode is blocking"
      })
  void refuses(String driver, String option, String value, String says) {
    assertThatThrownBy(() -> LogTranslation.of(new LogConfig(driver, Map.of(option, value))))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining(says);
  }
}
