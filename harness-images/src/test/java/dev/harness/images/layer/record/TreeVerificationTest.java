package dev.harness.images.layer.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.unpack.LayerUnpacking;
import dev.harness.images.layer.unpack.LowerLayers;
import dev.harness.images.layer.unpack.NioLayerWriter;
import dev.harness.images.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeVerificationTest {
  @TempDir private Path directory;
  private Path tree;
  private Path record;

  @BeforeEach
  void prepare() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    record = directory.resolve("tree.record");
  }

  private void unpack(HostileTar tar, LowerLayers lower) {
    byte[] archive = tar.bytes();
    new LayerUnpacking(
            place ->
                new RecordingWriter(
                    new NioLayerWriter(place), record, directory.resolve("archive.split")),
            LayerLimits.defaults())
        .unpack(new ByteArrayInputStream(archive), Digest.sha256(archive), tree, lower, () -> {});
  }

  private List<String> differences() {
    return TreeVerification.of(tree, record).differences();
  }

  private void unpackSample() {
    unpack(
        new HostileTar()
            .file("f", "hello")
            .directory("etc")
            .file("etc/passwd", "root")
            .hardLink("etc/shadow", "etc/passwd")
            .symbolicLink("bin", "usr/bin")
            .file("caf\u00c3\u00a9", "utf-8")
            .file("caf\u00e9 %", "latin-1")
            .symbolicLink("odd", "n\u00c3\u00a9"),
        LowerLayers.none());
  }

  @Nested
  class Accepts {
    @Test
    void whatWasWritten() {
      unpackSample();

      assertThat(differences()).isEmpty();
      assertThat(TreeVerification.of(tree, record).fileBytes()).isEqualTo(21);
    }

    @Test
    void whatWasReplacedWhileItWasWritten() {
      unpack(
          new HostileTar()
              .file("d/a", "gone")
              .file("d-", "stays")
              .symbolicLink("d", "elsewhere")
              .file("f", "first")
              .hardLink("g", "f")
              .file("f", "second!"),
          LowerLayers.none());

      assertThat(differences()).isEmpty();
    }

    @Test
    void whatHidesLowerLayers() {
      unpack(
          new HostileTar().file("a/.wh.gone", "").directory("b").file("b/.wh..wh..opq", ""),
          LowerLayers.of(List::of));

      assertThat(differences()).isEmpty();
    }
  }

  @Nested
  class Finds {
    @BeforeEach
    void prepare() {
      unpackSample();
    }

    @Test
    void flippedBit() throws IOException {
      Files.writeString(tree.resolve("f"), "hallo");

      assertThat(differences()).containsExactly("f has another content");
    }

    @Test
    void truncatedFile() throws IOException {
      Files.writeString(tree.resolve("f"), "he");

      assertThat(differences()).containsExactly("f has 2 bytes instead of 5");
    }

    @Test
    void missingFileOfAnyName() throws IOException {
      Files.delete(Path.of(URI.create(tree.toUri() + "caf%E9%20%25")));

      assertThat(differences()).containsExactly("caf\\xe9\\x20% is missing");
    }

    @Test
    void missingDirectoryWithItsContent() throws IOException {
      Files.delete(tree.resolve("etc/passwd"));
      Files.delete(tree.resolve("etc/shadow"));
      Files.delete(tree.resolve("etc"));

      assertThat(differences())
          .containsExactly("etc is missing", "etc/passwd is missing", "etc/shadow is missing");
    }

    @Test
    void fileOfSomebodyElse() throws IOException {
      Files.createFile(tree.resolve("etc/.lock"));

      assertThat(differences()).containsExactly("etc/.lock is not of this layer");
    }

    @Test
    void changedMode() throws IOException {
      Files.setPosixFilePermissions(
          tree.resolve("etc/passwd"), PosixFilePermissions.fromString("rw-rw-rw-"));

      assertThat(differences()).contains("etc/passwd has the mode 666 instead of 644");
    }

    @Test
    void separatedNames() throws IOException {
      Files.delete(tree.resolve("etc/shadow"));
      Files.copy(tree.resolve("etc/passwd"), tree.resolve("etc/shadow"));

      assertThat(differences())
          .singleElement()
          .asString()
          .endsWith("is no longer another name of the same file");
    }

    @Test
    void changedLink() throws IOException {
      Files.delete(tree.resolve("bin"));
      Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/sbin"));

      assertThat(differences()).containsExactly("bin points elsewhere");
    }

    @Test
    void anotherKindOfFile() throws IOException {
      Files.delete(tree.resolve("bin"));
      Files.createDirectory(tree.resolve("bin"));

      assertThat(differences()).containsExactly("bin is no longer a symbolic link");
    }

    @Test
    void markThatHidesLowerLayers() throws IOException {
      Files.getFileAttributeView(tree.resolve("etc"), UserDefinedFileAttributeView.class)
          .write("overlay.opaque", ByteBuffer.wrap("y".getBytes(UTF_8)));

      assertThat(differences())
          .containsExactly("etc hides other things of lower layers than it should");
    }

    @Test
    void notMoreThanTen() throws IOException {
      for (int i = 0; i < 20; i++) {
        Files.createFile(tree.resolve("f" + i));
      }

      assertThat(differences()).hasSize(10);
    }

    @Test
    void damagedRecord() throws IOException {
      Files.writeString(record, Files.readString(record).replace("etc/passwd", "etc/passwe"));

      assertThat(differences())
          .singleElement()
          .asString()
          .startsWith("the record of its tree cannot be used: ");
    }

    @Test
    void changedSumInTheRecord() throws IOException {
      Files.writeString(record, Files.readString(record).replaceFirst(" 4 [0-9a-f]+", " 4 1"));

      assertThat(differences())
          .containsExactly(
              "the record of its tree cannot be used: its sum is another one than it says");
    }

    @Test
    void missingRecord() throws IOException {
      Files.delete(record);

      assertThat(differences())
          .singleElement()
          .asString()
          .contains("the record of its tree cannot be used: ", "NoSuchFile");
    }
  }
}
