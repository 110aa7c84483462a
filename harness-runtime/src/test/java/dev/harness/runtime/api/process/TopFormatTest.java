package dev.harness.runtime.api.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.container.TopProcesses;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.process.ContainerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopFormatTest {
  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");
  private static final ContainerProcess SERVER =
      new ContainerProcess(
          42,
          1,
          100_999,
          "postgres",
          'S',
          "?",
          0,
          NOW.minusSeconds(100),
          Duration.ofSeconds(3725),
          8 << 20,
          4 << 20,
          "postgres -D /data",
          "postgres");

  private static TopProcesses top(String arguments) {
    return TopFormat.parse(arguments).of(List.of(SERVER), NOW, 64 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-ef", "-e -f", "ef", "-Af"})
  void showsWhatDockerDoesUnlessAskedOtherwise(String arguments) {
    TopProcesses top = top(arguments);

    assertThat(top.titles())
        .containsExactly("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    assertThat(top.processes().get(0))
        .startsWith("postgres", "42", "1", "99")
        .endsWith("?", "01:02:05", "postgres -D /data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aux              | [USER, PID, %CPU, %MEM, VSZ, RSS, TTY, STAT, START, TIME, COMMAND]
          -e               | [PID, TTY, TIME, CMD]
          -o pid,args      | [PID, COMMAND]
          -eo pid,comm     | [PID, COMMAND]
          -o pid -o user   | [PID, USER]
          -opid            | [PID]
          """)
  void choosesColumns(String arguments, String titles) {
    assertThat(top(arguments).titles()).hasToString(titles);
  }

  @Test
  void countsMemoryInKibAndInHundredths() {
    assertThat(top("-o vsz,rss,%mem,%cpu,uid,ni,s,ppid").processes().get(0))
        .containsExactly("8192", "4096", "6.3", "99.9", "100999", "0", "S", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-C sh", "--sort pid", "-o nonesuch", "-o", "-p 1"})
  void refusesWhatItDoesNotKnow(String arguments) {
    assertThatThrownBy(() -> TopFormat.parse(arguments))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith("ps arguments '%s' are not supported".formatted(arguments));
  }
}
