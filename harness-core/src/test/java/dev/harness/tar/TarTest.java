package dev.harness.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 255, 3000})
  void readsBackNamesOfAnyLength(int length) throws IOException {
    String name = "ü".repeat(length / 2) + "x".repeat(length - length / 2 * 2);

    TarReader reader =
        reader(archive(tar -> tar.file(name, "abc".getBytes(StandardCharsets.UTF_8))));

    assertThat(reader.next()).hasValue(new TarReader.Entry(name, TarReader.Kind.FILE, 3));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    reader.copyTo(content);
    assertThat(content).hasToString("abc");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void copiesADirectory() throws IOException {
    Files.createDirectories(directory.resolve("conf/sub"));
    Files.writeString(directory.resolve("conf/sub/a"), "1");
    Files.writeString(directory.resolve("conf/b"), "22");

    TarReader reader = reader(archive(tar -> tar.copy("etc/app", directory.resolve("conf"))));

    assertThat(reader.next()).hasValue(directory("etc/app/"));
    assertThat(reader.next()).hasValue(new TarReader.Entry("etc/app/b", TarReader.Kind.FILE, 2));
    assertThat(reader.next()).hasValue(directory("etc/app/sub/"));
    assertThat(reader.next())
        .hasValue(new TarReader.Entry("etc/app/sub/a", TarReader.Kind.FILE, 1));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void isUnderstoodByTar() throws Exception {
    String name = "d/" + "long".repeat(50);
    Path file = directory.resolve("a.tar");
    Files.write(file, archive(tar -> tar.file(name, new byte[700])));

    Process tar =
        new ProcessBuilder("tar", "-tvf", file.toString()).redirectErrorStream(true).start();
    String listing = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tar.waitFor()).as(listing).isZero();
    assertThat(listing).startsWith("-rw-r--r-- 0/0").contains(" 700 ").endsWith(name + "\n");
  }

  @Test
  void refusesADamagedHeader() throws IOException {
    byte[] archive = archive(tar -> tar.file("a", new byte[3]));
    archive[0]++;

    assertThatThrownBy(() -> reader(archive).next())
        .isInstanceOf(IOException.class)
        .hasMessage("the archive is damaged: a header's sum is wrong");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    byte[] archive = archive(tar -> tar.file("a", new byte[600]));
    TarReader reader = reader(Arrays.copyOf(archive, 700));
    assertThat(reader.next()).isPresent();

    assertThatThrownBy(() -> reader.copyTo(new ByteArrayOutputStream()))
        .isInstanceOf(EOFException.class)
        .hasMessage("the archive ends 412 bytes before the file does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "5 a", "99 path=a\n", "3 a=b\n", "-1 a=b\n", "7 path\n"})
  void refusesDamagedExtendedHeaders(String records) {
    assertThatThrownBy(() -> PaxRecords.decode(records.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("the archive is damaged: an extended header has no proper records");
  }

  private static TarReader.Entry directory(String name) {
    return new TarReader.Entry(name, TarReader.Kind.DIRECTORY, 0);
  }

  private interface Filling {
    void fill(TarWriter tar) throws IOException;
  }

  private static byte[] archive(Filling filling) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      filling.fill(tar);
    }
    return out.toByteArray();
  }

  private static TarReader reader(byte[] archive) {
    return new TarReader(new ByteArrayInputStream(archive));
  }
}
