package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for an image is told so: two lines of the log, and a bar on a terminal. */
@ExtendWith(RegistryExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
class PullProgressIT {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  Path data;

  @TempDir Path running;
  private String image;

  @BeforeEach
  void publish(RegistryServer registry) throws IOException {
    image = new PublishedImages(registry).publish("busybox", LayerEncoding.GZIP);
  }

  /** A test's JVM that starts a container of the image. */
  private List<String> test() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        System.getProperty("java.class.path"),
        OneContainer.class.getName(),
        image);
  }

  private Ended run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HARNESS_DATA", data.toString());
    builder.environment().put("HARNESS_RUN", running.toString());
    builder.environment().remove("CI");
    return Ended.run(builder, running);
  }

  private static Stream<String> aboutImages(Ended ended) {
    return ended.errors().lines().filter(line -> line.contains("Image "));
  }

  @Test
  void aPullHasALineAtItsStartAndOneAtItsEnd() throws IOException {
    Ended first = run(test());
    Ended second = run(test());

    assertThat(first.output()).endsWith("\n0\n");
    assertThat(aboutImages(first))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("Image " + image + " is not here and is pulled"),
            line ->
                assertThat(line)
                    .contains("Image " + image + " pulled from acceptance/busybox: ")
                    .containsPattern(": [0-9]+ [kM]B, [0-9.]+ m?s$"));
    assertThat(first.errors()).doesNotContain("\u001b[K");
    assertThat(aboutImages(second)).as("lines of an image that is here").isEmpty();
  }

  @Test
  void aTerminalHasABarWhichGoesWhenThePullEnds() throws IOException {
    assumeThat(SCRIPT).as("the program that makes a terminal").isExecutable();
    String command = test().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));

    Ended ended =
        run(List.of(SCRIPT.toString(), "--quiet", "--return", "--command", command, "/dev/null"));

    List<String> drawn = new ArrayList<>(List.of(ended.output().split("\r\u001b\\[K", -1)));
    drawn.remove(0);
    String rest = drawn.remove(drawn.size() - 1);
    assertThat(ended.exitCode()).isZero();
    assertThat(drawn).isNotEmpty().allMatch(line -> line.startsWith(image));
    assertThat(drawn.get(drawn.size() - 1)).matches(".* \\[#{30}] 100 % ([0-9]+) of \\1 MB");
    assertThat(rest).contains("Image " + image + " pulled from", "\r\n0\r\n");
  }
}
