package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Control groups, which outlive whom they were made for, are removed by the next engine. */
class GroupLeftoversIT {
  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  Path data;

  @TempDir Path running;

  private ProcessBuilder test(Class<?> type, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), type.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HARNESS_DATA", data.toString());
    builder.environment().put("HARNESS_RUN", running.toString());
    return builder;
  }

  @Test
  void nextEngineRemovesTheGroupsOfAKilledOne() throws IOException, InterruptedException {
    List<Path> groups = groupsOfAKilledEngine();
    assumeThat(groups).as("needs control groups that the engine may make").isNotEmpty();
    assertThat(groups).allMatch(Files::isDirectory);

    Ended next = Ended.run(test(OneContainer.class), running);

    assertThat(next.output()).startsWith("built-in engine");
    assertThat(groups).noneMatch(Files::exists);
  }

  private List<Path> groupsOfAKilledEngine() throws IOException, InterruptedException {
    Process killed =
        test(LimitedContainer.class, "wait").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8));
      assertThat(output.readLine()).isEqualTo("running");
      List<ProcessHandle> engine = killed.descendants().filter(SuddenDeathIT::lives).toList();
      List<Path> groups = recorded();
      killed.destroyForcibly().waitFor();
      awaitEnd(engine);
      return groups;
    } finally {
      killed.destroyForcibly();
    }
  }

  /** As long as it lives, the next engine takes nothing for left. */
  private static void awaitEnd(List<ProcessHandle> engine) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (engine.stream().anyMatch(SuddenDeathIT::lives)) {
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private List<Path> recorded() throws IOException {
    List<Path> groups = new ArrayList<>();
    try (DirectoryStream<Path> records = Files.newDirectoryStream(data.resolve("engines"))) {
      for (Path engine : records) {
        Path record = engine.resolve("groups");
        if (Files.exists(record)) {
          Files.readAllLines(record).forEach(line -> groups.add(Path.of(line)));
        }
      }
    }
    return groups;
  }
}
