package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.PulledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What images take, and how it is given back. */
class DiskUsageTest {
  private static final byte[] BASE = new HostileTar().file("base", "1234567").bytes();
  private static final byte[] TOOLS = new HostileTar().file("tools", "12345").bytes();
  private static final byte[] OTHER = new HostileTar().file("other", "123").bytes();
  private static final ImageFixture FIRST =
      new ImageFixture().layer(BASE, BASE).layer(TOOLS, TOOLS);
  private static final ImageFixture SECOND =
      new ImageFixture().layer(BASE, BASE).layer(OTHER, OTHER);

  @TempDir private Path directory;
  private PulledImages pulled;
  private Images images;
  private Image first;
  private Image second;

  @BeforeEach
  void pullTwoImages() throws IOException {
    pulled = new PulledImages(directory);
    images = pulled.images();
    first = pulled.add("first", FIRST);
    second = pulled.add("second", SECOND);
  }

  @AfterEach
  void close() {
    pulled.close();
  }

  @Test
  void countsSharedLayersOnce() {
    assertThat(images.usage())
        .isEqualTo(new DiskUsage(15, Map.of(first.id(), 7L, second.id(), 7L)));
  }

  @Test
  void prunesWhatIsChosen() {
    Pruned pruned = images.prune(image -> image.id().equals(first.id()), Set.of());

    assertThat(pruned.reclaimedBytes()).isEqualTo(5);
    assertThat(pruned.removed().untagged())
        .containsExactlyInAnyOrder(first.tags().get(0), first.digests().get(0));
    assertThat(pruned.removed().deleted()).hasSize(2).startsWith(first.id().toString());
    assertThat(images.list()).extracting(Image::id).containsExactly(second.id());
    assertThat(images.usage()).isEqualTo(new DiskUsage(10, Map.of(second.id(), 0L)));
  }

  @Test
  void prunesNoImageThatIsInUse() {
    Pruned pruned = images.prune(image -> true, Set.of(first.id()));

    assertThat(pruned.reclaimedBytes()).isEqualTo(3);
    assertThat(images.list()).extracting(Image::id).containsExactly(first.id());
  }
}
