package dev.harness.images.layer;

import static dev.harness.images.layer.HostileTar.header;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files in the forms of GNU tar (L20, L22). */
class SparseFilesTest {
  private final HostileTar tar = new HostileTar();

  private TarReader reader(LayerLimits limits) {
    return new TarReader(new ByteArrayInputStream(tar.bytes()), limits);
  }

  private TarReader reader() {
    return reader(LayerLimits.defaults());
  }

  /** The content of the file {@code f}, after which comes the file {@code next}. */
  private byte[] content() throws IOException {
    TarReader reader = reader();
    TarEntry entry = reader.next().orElseThrow();
    byte[] content = reader.content().readAllBytes();

    assertThat(entry.path()).isEqualTo("f");
    assertThat(entry.kind()).isEqualTo(TarEntry.Kind.FILE);
    assertThat(entry.sizeBytes()).isEqualTo(content.length);
    assertThat(reader.next()).map(TarEntry::path).contains("next");
    assertThat(reader.next()).isEmpty();
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Nested
  class Forms {
    @Test
    void inOldHeaders() throws IOException {
      tar.add(header("f", 'S').gnuMagic().sparse(false, 12, 2, 3, 8, 2), bytes("abcde"));
      tar.file("next", "");

      assertThat(content()).isEqualTo(bytes("\0\0abc\0\0\0de\0\0"));
    }

    @Test
    void inOldHeadersThatGoOn() throws IOException {
      byte[] more = new byte[512];
      System.arraycopy(bytes("5"), 0, more, 0, 1);
      System.arraycopy(bytes("1"), 0, more, 12, 1);
      tar.add(header("f", 'S').gnuMagic().size(5).sparse(true, 6, 0, 1, 1, 1, 2, 1, 3, 1));
      tar.raw(more).raw(bytes("abcdf")).pad();
      tar.file("next", "");

      assertThat(content()).isEqualTo(bytes("abcd\0f"));
    }

    @Test
    void inExtendedHeadersOfForm00() throws IOException {
      tar.pax(
          "GNU.sparse.size=7",
          "GNU.sparse.numblocks=2",
          "GNU.sparse.offset=1",
          "GNU.sparse.numbytes=2",
          "GNU.sparse.offset=5",
          "GNU.sparse.numbytes=1");
      tar.file("f", "abc").file("next", "");

      assertThat(content()).isEqualTo(bytes("\0ab\0\0c\0"));
    }

    @Test
    void inExtendedHeadersOfForm01() throws IOException {
      tar.pax(
          "GNU.sparse.size=7",
          "GNU.sparse.numblocks=2",
          "GNU.sparse.name=f",
          "GNU.sparse.map=1,2,5,1");
      tar.file("GNUSparseFile.1/f", "abc").file("next", "");

      assertThat(content()).isEqualTo(bytes("\0ab\0\0c\0"));
    }

    @Test
    void beforeTheContentInForm10() throws IOException {
      tar.pax(
          "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=f", "GNU.sparse.realsize=7");
      String map = "2\n1\n2\n5\n1\n";
      tar.file("GNUSparseFile.1/f", map + "\0".repeat(512 - map.length()) + "abc");
      tar.file("next", "");

      assertThat(content()).isEqualTo(bytes("\0ab\0\0c\0"));
    }

    @Test
    void withoutAnyContent() throws IOException {
      tar.pax("GNU.sparse.size=3", "GNU.sparse.name=f", "GNU.sparse.map=3,0");
      tar.file("x", "").file("next", "");

      assertThat(content()).isEqualTo(new byte[3]);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"gnu", "posix --sparse-version=0.0", "posix --sparse-version=0.1", "posix"})
    void ofTheProgramTar(String format, @TempDir Path directory) throws Exception {
      Path file = Files.createFile(directory.resolve("f"));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (int i = 1; i <= 40; i++) {
          channel.write(ByteBuffer.wrap(bytes("part " + i)), 1_000_000L * i);
        }
      }
      List<String> command =
          List.of("sh", "-c", "tar -cS --hole-detection=raw --format=" + format + " f");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(directory.resolve("t").toFile())
              .start();

      assertThat(process.waitFor()).isZero();
      try (InputStream in = Files.newInputStream(directory.resolve("t"))) {
        TarReader reader = new TarReader(in, LayerLimits.defaults());
        TarEntry entry = reader.next().orElseThrow();
        assertThat(entry.hasHoles()).isTrue();
        assertThat(entry.path()).isEqualTo("f");
        assertThat(reader.content()).hasBinaryContent(Files.readAllBytes(file));
        assertThat(reader.next()).isEmpty();
      }
    }
  }

  @Nested
  class Hostile {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "5,1,1,2", // backwards
          "0,2", // less than the archive holds
          "0,4", // more than it holds
          "6,3", // beyond the end
          "0,3,7", // half a pair
          "-1,3",
          "0,x",
          "9223372036854775807,3"
        })
    void mapsAreRefused(String map) {
      tar.pax("GNU.sparse.size=7", "GNU.sparse.map=" + map).file("f", "abc");

      assertThatThrownBy(() -> reader().next())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessage("the archive holds a damaged map of a sparse file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "2\n1\n2\n", "x\n", "1\n0\n99999999999999999999\n"})
    void mapsInTheContentAreRefused(String map) {
      tar.pax("GNU.sparse.major=1", "GNU.sparse.realsize=7").file("f", map);

      assertThatThrownBy(() -> reader().next())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessage("the archive holds a damaged map of a sparse file");
    }

    @Test
    void holesStopAtTheirLimit() {
      tar.pax("GNU.sparse.size=999999999999999999", "GNU.sparse.map=0,1").file("f", "a");

      assertThatThrownBy(() -> reader().next())
          .isInstanceOf(LayerException.TooLarge.class)
          .hasMessage("the sparse files of the layer have more than 68719476736 bytes of holes");
    }

    @Test
    void holesOfAllFilesCountTogether() {
      tar.pax("GNU.sparse.size=600", "GNU.sparse.map=0,1").file("f", "a");
      tar.pax("GNU.sparse.size=600", "GNU.sparse.map=0,1").file("g", "a");
      TarReader reader = reader(new LayerLimits(1000, 10));

      Optional<TarEntry> first = reader.next();

      assertThat(first).isPresent();
      assertThatThrownBy(reader::next)
          .isInstanceOf(LayerException.TooLarge.class)
          .hasMessageEndingWith("more than 1000 bytes of holes");
    }

    @Test
    void contentIsNotReadAfterTheNextEntryWasAskedFor() throws IOException {
      tar.pax("GNU.sparse.size=7", "GNU.sparse.map=5,1").file("f", "a").file("g", "");
      TarReader reader = reader();
      reader.next();
      InputStream content = reader.content();

      reader.next();

      assertThatThrownBy(content::read).isInstanceOf(IllegalStateException.class);
    }
  }
}
