package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.ExtendedAttributes;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeChangesTest {
  private static final Set<OpenFlag> READ = Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY);

  @TempDir Path directory;
  private Path upper;
  private Path top;
  private Path bottom;

  @BeforeEach
  void makeLayers() throws IOException {
    upper = Files.createDirectory(directory.resolve("upper"));
    top = Files.createDirectory(directory.resolve("top"));
    bottom = Files.createDirectory(directory.resolve("bottom"));
  }

  private static void file(Path tree, String path) throws IOException {
    Files.createDirectories(tree.resolve(path).getParent());
    Files.writeString(tree.resolve(path), path);
  }

  private static void whiteout(Path tree, String name) {
    try (Fd fd = Filesystem.open(tree, READ)) {
      Filesystem.makeWhiteout(fd, name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void makeOpaque(Path tree) {
    try (Fd fd = Filesystem.open(tree, READ)) {
      ExtendedAttributes.set(fd, new byte[0], "user.overlay.opaque", new byte[] {'y'});
    }
  }

  private List<String> changes() throws IOException {
    try (Fd changed = Filesystem.open(upper, READ);
        Fd first = Filesystem.open(top, READ);
        Fd second = Filesystem.open(bottom, READ)) {
      return TreeChanges.of(changed, List.of(first, second), new Ownership.Single()).stream()
          .map(change -> change.kind() + " " + change.path())
          .toList();
    }
  }

  @Test
  void tellsWhatIsNewFromWhatTheImageHas() throws IOException {
    file(bottom, "etc/passwd");
    file(top, "etc/hosts");
    file(upper, "etc/passwd");
    file(upper, "etc/new/file");

    assertThat(changes())
        .containsExactly(
            "MODIFIED /etc", "ADDED /etc/new", "ADDED /etc/new/file", "MODIFIED /etc/passwd");
  }

  @Test
  void tellsWhatWasDeleted() throws IOException {
    file(bottom, "gone");
    whiteout(upper, "gone");

    assertThat(changes()).containsExactly("DELETED /gone");
  }

  @Test
  void takesForNewWhatALayerHadDeleted() throws IOException {
    file(bottom, "again");
    whiteout(top, "again");
    file(upper, "again");

    assertThat(changes()).containsExactly("ADDED /again");
  }

  @Test
  void looksNotBehindADirectoryThatTookThePlaceOfAnother() throws IOException {
    file(bottom, "data/old");
    file(bottom, "data/kept");
    file(upper, "data/kept");
    makeOpaque(upper.resolve("data"));

    assertThat(changes())
        .containsExactly("MODIFIED /data", "MODIFIED /data/kept", "DELETED /data/old");
  }

  @Test
  void looksNotBehindADirectoryOfALayerThatTookThePlaceOfAnother() throws IOException {
    file(bottom, "data/old");
    file(top, "data/newer");
    makeOpaque(top.resolve("data"));
    file(upper, "data/old");

    assertThat(changes()).containsExactly("MODIFIED /data", "ADDED /data/old");
  }

  @Test
  void followsNoLink() throws IOException {
    file(bottom, "real/file");
    Files.createSymbolicLink(bottom.resolve("link"), Path.of("real"));
    file(upper, "link/file");

    assertThat(changes()).containsExactly("MODIFIED /link", "ADDED /link/file");
  }
}
