package dev.harness.images.layer.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.LayerUnpacking;
import dev.harness.images.layer.unpack.LowerLayers;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSplitTest {
  @TempDir private Path directory;
  private Path tree;
  private Path file;
  private ArchiveSplit split;

  @BeforeEach
  void prepare() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    file = directory.resolve("archive.split");
    split = new ArchiveSplit(file, tree);
  }

  private byte[] unpack(HostileTar tar) {
    byte[] archive = tar.bytes();
    new LayerUnpacking(
            place ->
                new RecordingWriter(
                    new NioLayerWriter(place), directory.resolve("tree.record"), file),
            LayerLimits.defaults())
        .unpack(
            new ByteArrayInputStream(archive),
            Digest.sha256(archive),
            tree,
            LowerLayers.of(List::of),
            () -> {});
    return archive;
  }

  private byte[] joined() throws IOException {
    try (InputStream archive = split.archive()) {
      return archive.readAllBytes();
    }
  }

  @Nested
  class MakesAgain {
    @Test
    void everyByteOfALayer() throws IOException {
      byte[] archive =
          unpack(
              new HostileTar()
                  .directory("etc")
                  .file("etc/passwd", "root")
                  .file("etc/empty", "")
                  .file("etc/large", "0123456789".repeat(50_000))
                  .hardLink("etc/shadow", "etc/passwd")
                  .symbolicLink("bin", "usr/bin")
                  .file("bin/sh", "shell")
                  .file("etc/.wh.gone", "not empty, but in no tree")
                  .file("caf\u00c3\u00a9", "utf-8")
                  .file("caf\u00e9 %[\\\"", "latin-1"));

      assertThat(joined()).isEqualTo(archive);
      assertThat(split.sizeBytes()).isEqualTo(archive.length);
    }

    @Test
    void aLayerWithoutFiles() throws IOException {
      byte[] archive = unpack(new HostileTar().directory("etc"));

      assertThat(joined()).isEqualTo(archive);
    }

    @Test
    void aLayerWhoseFilesWereReplacedByEqualOnes() throws IOException {
      byte[] archive = unpack(new HostileTar().file("a", "same").file("a", "same"));

      assertThat(joined()).isEqualTo(archive);
    }

    @Test
    void aSparseFile() throws IOException {
      byte[] archive =
          unpack(
              new HostileTar()
                  .pax("GNU.sparse.size=200000", "GNU.sparse.map=1000,2,150000,3")
                  .file("f", "abcde")
                  .pax("GNU.sparse.size=7", "GNU.sparse.map=0,0")
                  .file("g", ""));

      assertThat(joined()).isEqualTo(archive);
    }

    @Test
    void withoutKeepingTheContentsOfFilesTwice() throws IOException {
      unpack(new HostileTar().file("a", "x".repeat(200_000)).file("b", "y".repeat(200_000)));

      assertThat(Files.size(file)).isLessThan(1_000);
    }
  }

  @Nested
  class Fails {
    @Test
    void whereAFileIsGone() throws IOException {
      unpack(new HostileTar().file("a", "content"));
      Files.delete(tree.resolve("a"));

      assertThatThrownBy(ArchiveSplitTest.this::joined)
          .isInstanceOf(IOException.class)
          .hasMessage("a is not there as it came");
    }

    @Test
    void whereAFileWasCut() throws IOException {
      unpack(new HostileTar().file("a", "content"));
      Files.write(tree.resolve("a"), "con".getBytes(ISO_8859_1));

      assertThatThrownBy(ArchiveSplitTest.this::joined)
          .isInstanceOf(IOException.class)
          .hasMessage("a is shorter than it was");
    }

    @Test
    void whereALinkStandsForTheFile() throws IOException {
      unpack(new HostileTar().file("a", "content").symbolicLink("a", "/etc/passwd"));

      assertThatThrownBy(ArchiveSplitTest.this::joined)
          .isInstanceOf(IOException.class)
          .hasMessage("a is not there as it came");
    }

    @Test
    void whereThereIsNone() {
      assertThatThrownBy(() -> split.sizeBytes()).isInstanceOf(IOException.class);
    }
  }
}
