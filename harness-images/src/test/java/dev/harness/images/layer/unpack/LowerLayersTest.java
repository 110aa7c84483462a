package dev.harness.images.layer.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.TarReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowerLayersTest {
  @TempDir private Path directory;
  private Path top;
  private Path bottom;

  @BeforeEach
  void makeTrees() throws IOException {
    top = Files.createDirectory(directory.resolve("top"));
    bottom = Files.createDirectory(directory.resolve("bottom"));
  }

  private void layer(Path tree, Consumer<HostileTar> content) {
    HostileTar tar = new HostileTar();
    content.accept(tar);
    TarReader reader = new TarReader(tar.stream(), LayerLimits.defaults());
    new LayerApplier(new NioLayerWriter(tree), LowerLayers.of(List::of)).apply(reader);
  }

  private LowerEntry find(String path) throws IOException {
    return LowerLayers.of(() -> List.of(top, bottom))
        .find(LayerPath.of(path))
        .orElse(LowerEntry.Other.OTHER);
  }

  private boolean isMissing(String path) throws IOException {
    return LowerLayers.of(() -> List.of(top, bottom)).find(LayerPath.of(path)).isEmpty();
  }

  @Test
  void showsTheTopmostLayerFirst() throws IOException {
    layer(bottom, tar -> tar.symbolicLink("bin", "old").symbolicLink("lib", "usr/lib"));
    layer(top, tar -> tar.symbolicLink("bin", "usr/bin"));

    assertThat(find("bin")).isEqualTo(new LowerEntry.Link("usr/bin"));
    assertThat(find("lib")).isEqualTo(new LowerEntry.Link("usr/lib"));
    assertThat(isMissing("sbin")).isTrue();
  }

  @Test
  void showsTheModeOfADirectory() throws IOException {
    layer(bottom, tar -> tar.directory("a"));
    Files.setPosixFilePermissions(
        bottom.resolve("a"), PosixFilePermissions.fromString("rwx------"));

    assertThat(((LowerEntry.Directory) find("a")).metadata().mode()).isEqualTo(0700);
  }

  @Test
  void hidesWhatIsWhitedOut() throws IOException {
    layer(bottom, tar -> tar.directory("a/b").file("c", "x"));
    layer(top, tar -> tar.file(".wh.a", "").file(".wh.c", ""));

    assertThat(isMissing("a")).isTrue();
    assertThat(isMissing("a/b")).isTrue();
    assertThat(isMissing("c")).isTrue();
  }

  @Test
  void hidesWhatIsBelowAnOpaqueDirectory() throws IOException {
    layer(bottom, tar -> tar.directory("a/b").directory("c/d"));
    layer(top, tar -> tar.directory("a").file("a/.wh..wh..opq", "").directory("c"));

    assertThat(isMissing("a/b")).isTrue();
    assertThat(isMissing("c/d")).isFalse();
  }

  @Test
  void hidesWhatIsBelowAFile() throws IOException {
    layer(bottom, tar -> tar.directory("a/b"));
    layer(top, tar -> tar.file("a", "x"));

    assertThat(isMissing("a/b")).isTrue();
  }

  @Test
  void showEverythingOfADirectoryThatWasLookedUpBefore() throws IOException {
    layer(bottom, tar -> tar.directory("a/b").symbolicLink("a/c", "old").directory("d/e"));
    layer(top, tar -> tar.symbolicLink("a/c", "new").file("a/.wh.d", "").file("d", "x"));
    LowerLayers lower = LowerLayers.of(() -> List.of(top, bottom));

    assertThat(lower.find(LayerPath.of("a/b"))).isPresent();
    assertThat(lower.find(LayerPath.of("a/c"))).contains(new LowerEntry.Link("new"));
    assertThat(lower.find(LayerPath.of("a/x"))).isEmpty();
    assertThat(lower.find(LayerPath.of("a/b/c"))).isEmpty();
    assertThat(lower.find(LayerPath.of("d/e"))).isEmpty();
    assertThat(lower.find(LayerPath.of("d/f"))).isEmpty();
  }

  @Test
  void leadEntriesThroughTheirSymbolicLinks() throws IOException {
    layer(bottom, tar -> tar.directory("usr/bin").symbolicLink("bin", "usr/bin"));
    HostileTar tar = new HostileTar().file("bin/sh", "x");
    RecordingLayerWriter writer = new RecordingLayerWriter();

    new LayerApplier(writer, LowerLayers.of(() -> List.of(bottom)))
        .apply(new TarReader(tar.stream(), LayerLimits.defaults()));

    assertThat(writer.calls())
        .containsExactly("directory usr 755", "directory usr/bin 755", "file usr/bin/sh x");
  }
}
