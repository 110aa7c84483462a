package dev.harness.runtime.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.record.RecordingWriter;
import dev.harness.images.layer.record.TreeVerification;
import dev.harness.images.layer.unpack.EntryMetadata;
import dev.harness.images.layer.unpack.FileStat;
import dev.harness.images.layer.unpack.LayerWriter;
import dev.harness.images.testing.DiskUse;
import dev.harness.runtime.fs.tree.Ownership;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers on the disk with owners, which takes the rights of root over them. */
class LayerTreeWriterIT {
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06.123456789Z");

  @TempDir private Path directory;
  private Path tree;

  @BeforeEach
  void prepare() throws IOException {
    assumeThat(System.getProperty("user.name")).as("may give files away").isEqualTo("root");
    tree = Files.createDirectory(directory.resolve("tree"));
  }

  /** What a layer writes. */
  private interface Layer {
    void write(LayerWriter writer) throws IOException;
  }

  private void write(Layer layer) throws IOException {
    try (LayerWriter writer =
        new RecordingWriter(
            LayerTreeWriter.in(tree, new Ownership.Shifted(0)),
            directory.resolve("record"),
            directory.resolve("split"))) {
      layer.write(writer);
      writer.finish();
    }
  }

  private static EntryMetadata metadata(int mode, Map<String, byte[]> xattrs) {
    return new EntryMetadata(mode, 1000, 2000, TIME, xattrs);
  }

  private static void file(LayerWriter writer, String path, EntryMetadata metadata)
      throws IOException {
    byte[] content = path.getBytes(UTF_8);
    writer.file(LayerPath.of(path), metadata, content.length, new ByteArrayInputStream(content));
  }

  private FileStat stat(String path) throws IOException {
    return FileStat.of(tree.resolve(path)).orElseThrow();
  }

  /** The kernel gives them another group and, with the umask, fewer permissions. */
  @Test
  void givesRootsFilesTheirGroupAndModeBelowADirectoryThatPassesItsGroupOn() throws IOException {
    Files.setAttribute(tree, "unix:gid", 4242);
    Files.setAttribute(tree, "unix:mode", 02755);

    write(
        writer -> {
          writer.directory(LayerPath.of("d"), EntryMetadata.ofRoot(0755, TIME));
          file(writer, "d/plain", EntryMetadata.ofRoot(0644, TIME));
          file(writer, "d/writable", EntryMetadata.ofRoot(0666, TIME));
          writer.symbolicLink(
              LayerPath.of("d/link"), EntryMetadata.ofRoot(0777, TIME), "plain".getBytes(UTF_8));
        });

    assertThat(stat("d/plain").mode()).isEqualTo(0100644);
    assertThat(stat("d/writable").mode()).isEqualTo(0100666);
    assertThat(List.of(stat("d/plain").gid(), stat("d/writable").gid(), stat("d/link").gid()))
        .containsOnly(0);
  }

  @Test
  void saysWhyNothingCanBeWritten() {
    Path place = Path.of("/sys/kernel");

    assertThatThrownBy(() -> LayerTreeWriter.in(place, new Ownership.Shifted(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("openat2")
        .hasMessageContaining("permission denied");
  }

  /** Nothing of them has to be changed. */
  @Test
  void keepsModeAndOwnerOfRootsFiles() throws IOException {
    write(
        writer -> {
          file(writer, "plain", EntryMetadata.ofRoot(0644, TIME));
          file(writer, "writable", EntryMetadata.ofRoot(0666, TIME));
          file(writer, "special", EntryMetadata.ofRoot(04755, TIME));
          file(writer, "locked", EntryMetadata.ofRoot(0, TIME));
        });

    assertThat(stat("plain").mode()).isEqualTo(0100644);
    assertThat(stat("writable").mode()).isEqualTo(0100666);
    assertThat(stat("special").mode()).isEqualTo(0104755);
    assertThat(stat("locked").mode()).isEqualTo(0100000);
    assertThat(stat("plain").uid()).isZero();
    try (Stream<Path> names = Files.list(tree)) {
      assertThat(names).hasSize(4);
    }
  }

  @Test
  void keepsModeOwnerAndTimeOfEveryKind() throws IOException {
    write(
        writer -> {
          writer.directory(LayerPath.of("d"), metadata(03555, Map.of()));
          file(writer, "d/f", metadata(06751, Map.of()));
          writer.fifo(LayerPath.of("d/p"), metadata(0622, Map.of()));
          writer.symbolicLink(
              LayerPath.of("d/l"), metadata(0777, Map.of()), "no//such/".getBytes(UTF_8));
          writer.hardLink(LayerPath.of("d/h"), LayerPath.of("d/f"));
        });

    EntryMetadata expected = metadata(06751, Map.of());
    assertThat(stat("d/f").metadata()).isEqualTo(expected);
    assertThat(stat("d/h").inode()).isEqualTo(stat("d/f").inode());
    assertThat(stat("d").metadata()).isEqualTo(metadata(03555, Map.of()));
    assertThat(stat("d/p").metadata()).isEqualTo(metadata(0622, Map.of()));
    assertThat(stat("d/l").metadata()).isEqualTo(metadata(0777, Map.of()));
    assertThat(Files.readSymbolicLink(tree.resolve("d/l"))).hasToString("no//such/");
    assertThat(TreeVerification.of(tree, directory.resolve("record")).differences()).isEmpty();
  }

  @Test
  void takesTimesBefore1970AndAfter2038() throws IOException {
    Instant early = Instant.parse("1960-01-01T00:00:00Z");
    Instant late = Instant.parse("2100-01-01T00:00:00Z");
    write(
        writer -> {
          file(writer, "early", EntryMetadata.ofRoot(0644, early));
          file(writer, "late", EntryMetadata.ofRoot(0644, late));
          file(writer, "never", EntryMetadata.ofRoot(0644, Instant.parse("9999-01-01T00:00:00Z")));
        });

    assertThat(stat("early").modified()).isEqualTo(FileTime.from(early));
    assertThat(stat("late").modified()).isEqualTo(FileTime.from(late));
    assertThat(stat("never").sizeBytes()).isEqualTo(5);
  }

  @Test
  void setsAttributesAfterTheOwnerAndLeavesOutWhatLinksCannotHave() throws IOException {
    byte[] value = {1, (byte) 0x80, 0, (byte) 0xff};
    write(
        writer -> {
          file(writer, "f", metadata(0755, Map.of("user.bytes", value)));
          writer.fifo(LayerPath.of("p"), metadata(0644, Map.of("user.bytes", value)));
        });

    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            tree.resolve("f"), UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    assertThat(view.list()).containsExactly("bytes");
    assertThat(view.size("bytes")).isEqualTo(4);
    assertThat(stat("p").isFifo()).isTrue();
  }

  @Test
  void hidesLowerLayersAsOverlayfsTakesIt() throws IOException {
    write(
        writer -> {
          writer.whiteout(LayerPath.of("gone"));
          writer.directory(LayerPath.of("new"), metadata(0755, Map.of()));
          writer.opaque(LayerPath.of("new"));
        });

    assertThat(stat("gone").isWhiteoutDevice()).isTrue();
    assertThat(
            Files.getFileAttributeView(tree.resolve("new"), UserDefinedFileAttributeView.class)
                .list())
        .containsExactly("overlay.opaque");
    assertThat(TreeVerification.of(tree, directory.resolve("record")).differences()).isEmpty();
  }

  @Test
  void ownersThatWereChangedAreFound() throws IOException {
    write(writer -> file(writer, "f", metadata(0644, Map.of())));

    Files.setAttribute(tree.resolve("f"), "unix:uid", 0);

    assertThat(TreeVerification.of(tree, directory.resolve("record")).differences())
        .containsExactly("f belongs to 0:2000 instead of 1000:2000");
  }

  @Test
  void leavesHolesWhereThereAreOnlyZeros() throws IOException {
    byte[] content = new byte[8 << 20];
    content[5 << 20] = 1;

    write(
        writer ->
            writer.file(
                LayerPath.of("f"),
                metadata(0644, Map.of()),
                content.length,
                new ByteArrayInputStream(content)));

    assertThat(tree.resolve("f")).hasBinaryContent(content);
    assertThat(DiskUse.bytes(tree)).isLessThan(1 << 20);
  }
}
