package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.testing.ChildJvm;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several engines that pull the same image into one store at the same time. */
@ExtendWith(RegistryExtension.class)
class SharedPullIT {
  private static final int LAYERS = 6;

  @TempDir private Path directory;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private BufferedReader start(String image) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(PullProcess.class, directory.resolve("images").toString(), image))
            .redirectErrorStream(true)
            .start();
    processes.add(process);
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private void go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private static long downloads(RegistryServer registry, String digest) {
    Pattern download =
        Pattern.compile("\"GET /v2/shared/blobs/" + digest + " HTTP[^\"]*\" 20[06] ");
    return registry.log().lines().filter(line -> download.matcher(line).find()).count();
  }

  /** The registry logs a download when it has sent it, of which the client may hear before. */
  private static void awaitDownloads(RegistryServer registry, List<String> layers) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (layers.stream().anyMatch(layer -> downloads(registry, layer) == 0)
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  @Test
  void downloadEachLayerOnce(RegistryServer registry) throws Exception {
    ImageFixture image = LayeredImage.of(LAYERS, 7);
    new RegistryPush(registry, "shared").fixture(image, "1");
    String name = registry.host() + "/shared:1";
    BufferedReader first = start(name);
    BufferedReader second = start(name);
    assertThat(first.readLine()).isEqualTo("ready");
    assertThat(second.readLine()).isEqualTo("ready");

    go(processes.get(0));
    go(processes.get(1));

    assertThat(first.readLine()).isEqualTo("done");
    assertThat(second.readLine()).isEqualTo("done");
    List<String> layers =
        image.blobs().keySet().stream().limit(LAYERS).map(Object::toString).toList();
    awaitDownloads(registry, layers);
    assertThat(layers).allSatisfy(layer -> assertThat(downloads(registry, layer)).isEqualTo(1));
    try (Images images = PullProcess.open(directory.resolve("images"))) {
      assertThat(images.find(name)).isPresent();
      assertThat(images.check(false).problems()).isEmpty();
    }
  }
}
