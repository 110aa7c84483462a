package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemoverIT {
  @TempDir Path directory;

  @Test
  void keepsWhatIsMountedInTheTree() throws IOException {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
        .as("needs root to mount")
        .isEqualTo(0);
    Path mounted = Files.createDirectories(directory.resolve("tree/mounted"));
    Mounts.mount("tmpfs", mounted, Set.of(MountAttribute.NO_DEV), "size=1m");
    try {
      Files.writeString(mounted.resolve("file"), "of another");

      assertThatThrownBy(() -> TreeRemover.remove(directory.resolve("tree")))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot delete tree: openat2(")
          .hasMessageEndingWith("; something is mounted there");
      assertThat(mounted.resolve("file")).hasContent("of another");
    } finally {
      Mounts.detach(mounted);
    }
  }
}
