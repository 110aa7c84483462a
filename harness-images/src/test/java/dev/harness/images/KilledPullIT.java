package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.store.LayerLease;
import dev.harness.images.testing.ChildJvm;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that is killed at random points of pulls and removals, with the next one starting
 * meanwhile: the store is sound each time. {@code -Dharness.test.kills=N} changes the number of 100.
 */
@ExtendWith(RegistryExtension.class)
class KilledPullIT {
  private static final int KILLS = Integer.getInteger("harness.test.kills", 100);
  private static final int LAYERS = 5;
  private static final int LONGEST_MILLIS = 250;

  @TempDir private Path directory;

  private Process start(int number, String image) throws IOException {
    return new ProcessBuilder(
            ChildJvm.command(PullProcess.class, directory.resolve("images").toString(), image))
        .redirectError(directory.resolve("errors-" + number).toFile())
        .start();
  }

  /** Lets it work for some time once it is ready, and kills it. */
  private static void kill(Process process, int afterMillis) throws Exception {
    assertThat(process.getInputStream().readNBytes("ready\n".length())).hasSize(6);
    for (int i = 0; i < 20; i++) {
      process.getOutputStream().write('\n');
    }
    process.getOutputStream().flush();
    assertThat(process.waitFor(afterMillis, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
    process.destroyForcibly().waitFor();
  }

  @Test
  void leavesASoundStoreEachTime(RegistryServer registry) throws Exception {
    new RegistryPush(registry, "killed").fixture(LayeredImage.of(LAYERS, 11), "1");
    String name = registry.host() + "/killed:1";
    Random random = new Random(4);
    Process next = start(0, name);
    try {
      for (int i = 0; i < KILLS; i++) {
        Process current = next;
        next = start(i + 1, name);
        kill(current, random.nextInt(LONGEST_MILLIS));

        try (Images images = PullProcess.open(directory.resolve("images"))) {
          assertThat(images.check(false).problems()).as("after kill %d", i).isEmpty();
        }
        assertThat(directory.resolve("errors-" + i)).content().isEmpty();
      }
    } finally {
      next.destroyForcibly().waitFor();
    }

    try (Images images = PullProcess.open(directory.resolve("images"))) {
      try (LayerLease lease = images.lease(PullProcess.pull(images, name))) {
        assertThat(lease.trees()).hasSize(LAYERS);
        assertThat(Files.size(lease.trees().get(0).resolve("layer-4/file-19"))).isEqualTo(16384);
      }
      assertThat(images.check(false).problems()).isEmpty();
    }
    try (var sessions = Files.list(directory.resolve("images/sessions"))) {
      assertThat(sessions).isEmpty();
    }
  }
}
