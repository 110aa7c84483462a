package dev.harness.images.layer;

import static dev.harness.images.layer.HostileTar.header;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private final HostileTar tar = new HostileTar();

  private static List<TarEntry> readAll(byte[] archive, LayerLimits limits) {
    TarReader reader = new TarReader(new ByteArrayInputStream(archive), limits);
    List<TarEntry> entries = new ArrayList<>();
    for (Optional<TarEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
      entries.add(e.get());
    }
    return entries;
  }

  private List<TarEntry> readAll() {
    return readAll(tar.bytes(), LayerLimits.defaults());
  }

  private TarEntry readOne() {
    return readAll().get(0);
  }

  @Nested
  class Dialects {
    @Test
    void joinsThePrefixOfPosixArchives() {
      tar.add(header("name", '0').prefix("a/b"));

      assertThat(readOne().path()).isEqualTo("a/b/name");
    }

    @Test
    void takesNoPrefixFromGnuArchives() {
      tar.add(header("name", '0').prefix("00000000000").gnuMagic());

      assertThat(readOne().path()).isEqualTo("name");
    }

    @Test
    void readsLongNamesOfGnu() {
      String path = "d/".repeat(100) + "f";
      tar.gnuLong('L', path).gnuLong('K', "t".repeat(200)).add(header("d", '2').gnuMagic());

      assertThat(readOne().path()).isEqualTo(path);
      assertThat(readOne().linkTarget()).isEqualTo("t".repeat(200));
    }

    @Test
    void prefersTheExtendedHeader() {
      tar.pax("path=long", "linkpath=there", "uid=70000", "gid=80000", "mtime=1.5");
      tar.add(header("short", '2'));

      TarEntry entry = readOne();

      assertThat(entry.path()).isEqualTo("long");
      assertThat(entry.linkTarget()).isEqualTo("there");
      assertThat(entry.uid()).isEqualTo(70000);
      assertThat(entry.gid()).isEqualTo(80000);
      assertThat(entry.modified()).isEqualTo(Instant.parse("1970-01-01T00:00:01.5Z"));
    }

    @Test
    void forgetsTheExtendedHeaderAfterOneEntry() {
      tar.pax("path=a").file("x", "").file("y", "");

      assertThat(readAll()).extracting(TarEntry::path).containsExactly("a", "y");
    }

    @Test
    void ignoresGlobalHeaders() {
      tar.add(header("g", 'g'), "11 path=zz\n".getBytes(ISO_8859_1)).file("x", "");

      assertThat(readOne().path()).isEqualTo("x");
    }

    @Test
    void readsNumbersInBase256() {
      tar.add(header("f", '0').rawOwner("\u0080\0\0\0\0\1\2\3"));

      assertThat(readOne().uid()).isEqualTo(0x010203);
    }

    @ParameterizedTest
    @CsvSource({"0, FILE", "7, FILE", "5, DIRECTORY", "6, FIFO", "3, DEVICE", "1, HARD_LINK"})
    void knowsTheKinds(char type, TarEntry.Kind kind) {
      tar.add(header("x", type));

      assertThat(readOne().kind()).isEqualTo(kind);
    }

    @Test
    void takesAFileWithASlashAtTheEndForADirectory() {
      tar.add(header("x/", '\0'));

      assertThat(readOne().kind()).isEqualTo(TarEntry.Kind.DIRECTORY);
    }

    @Test
    void readsLinksThatClaimASize() {
      tar.file("a", "x").add(header("b", '1').linkTarget("a").size(1)).file("c", "y");

      assertThat(readAll()).extracting(TarEntry::path).containsExactly("a", "b", "c");
    }

    @Test
    void endsWithoutTheClosingBlocks() {
      tar.file("a", "x");

      assertThat(readAll(tar.unfinished(), LayerLimits.defaults())).hasSize(1);
    }

    @Test
    void readsToTheEndOfTheSource() throws IOException {
      InputStream source =
          new ByteArrayInputStream(Arrays.copyOf(tar.file("a", "x").bytes(), 100_000));
      TarReader reader = new TarReader(source, LayerLimits.defaults());

      reader.next();
      reader.next();

      assertThat(source.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
      "-1.25, 1969-12-31T23:59:58.750Z",
      "253402300800, +10000-01-01T00:00:00Z",
      "999999999999999999, +1000000000-12-31T23:59:59Z",
      "1.123456789999, 1970-01-01T00:00:01.123456789Z",
    })
    void readsAnyTime(String text, Instant time) {
      tar.pax("mtime=" + text).file("f", "");

      assertThat(readOne().modified()).isEqualTo(time);
    }
  }

  @Nested
  class Hostile {
    @Test
    void takesTheSizeOfTheExtendedHeaderForSkippingToo() {
      // A reader that skips by the header's size would see the inner archive (CVE-2025-62518).
      byte[] inner = new HostileTar().file("evil", "x").unfinished();
      tar.pax("size=" + inner.length).add(header("outer", '0').size(0)).raw(inner).file("b", "");

      assertThat(readAll()).extracting(TarEntry::path).containsExactly("outer", "b");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"77777777777", "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"})
    void findsTheEndBeforeAHugeSize(String size) {
      tar.add(header("f", '0').rawSize(size)).raw(new byte[1024]);

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("truncated");
    }

    @Test
    void refusesNegativeSizes() {
      tar.add(header("f", '0').rawSize("\u00ff".repeat(12)));

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("the size in a tar header is negative");
    }

    @Test
    void refusesSizesBeyondALong() {
      tar.add(header("f", '0').rawSize("\u0080" + "\u00ff".repeat(11)));

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("too large");
    }

    @Test
    void refusesNegativeSizesOfTheExtendedHeader() {
      tar.pax("size=-1").file("f", "x");

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("negative");
    }

    @Test
    void refusesLargeExtendedHeaders() {
      tar.add(header("x", 'x').size(1L << 30));

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.TooLarge.class)
          .hasMessageContaining("an extended tar header has 1073741824 bytes");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "5 a=b",
          "99 a=b\n",
          "x a=b\n",
          "6 ab\n\n",
          "0 a=b\n",
          "-6 a=b\n",
          "999999999 a=b\n",
          " =\n",
        })
    void refusesDamagedRecords(String records) {
      tar.rawPax(records).file("f", "x");

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("damaged record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uid=abc", "mtime=1e9", "size=99999999999999999999", "gid="})
    void refusesRecordsThatAreNoNumber(String record) {
      tar.pax(record).file("f", "x");

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("is no number");
    }

    @Test
    void refusesUnknownTypes() {
      tar.add(header("f", 'V'));

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("unknown type 0x56");
    }

    @Test
    void refusesTooManyEntries() {
      tar.file("a", "").file("b", "").file("c", "");

      assertThatThrownBy(() -> readAll(tar.bytes(), new LayerLimits(1000, 2)))
          .isInstanceOf(LayerException.TooLarge.class)
          .hasMessage("the layer has more than 2 entries");
    }

    @Test
    void refusesWhatIsNoArchive() {
      byte[] noise = "no tar at all ".repeat(100).getBytes(ISO_8859_1);

      assertThatThrownBy(() -> readAll(noise, LayerLimits.defaults()))
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("tar header");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 513, 700, 1023})
    void noticesTruncation(int length) {
      byte[] cut = Arrays.copyOf(tar.file("a", "x".repeat(512)).bytes(), length);

      assertThatThrownBy(() -> readAll(cut, LayerLimits.defaults()))
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("truncated");
    }

    @Test
    void refusesAnArchiveThatGoesOnAfterAnEmptyBlock() {
      tar.raw(new byte[512]).file("a", "x");

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("goes on after an empty block");
    }

    @Test
    void refusesANameWithoutItsEntry() {
      tar.gnuLong('L', "name");

      assertThatThrownBy(() -> readAll())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("ends after the name");
    }
  }
}
