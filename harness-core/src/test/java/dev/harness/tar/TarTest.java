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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  private static final TarWriter.Modes MODES = (directory, present) -> directory ? 0755 : 0644;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 255, 3000})
  void readsBackNamesOfAnyLength(int length) throws IOException {
    String name = "ü".repeat(length / 2) + "x".repeat(length - length / 2 * 2);

    TarReader reader =
        reader(archive(tar -> tar.file(name, "abc".getBytes(StandardCharsets.UTF_8), MODES)));

    assertThat(reader.next()).hasValue(file(name, 3));
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

    TarReader reader =
        reader(archive(tar -> tar.copy("etc/app", directory.resolve("conf"), MODES)));

    assertThat(reader.next()).hasValue(directory("etc/app/"));
    assertThat(reader.next()).hasValue(file("etc/app/b", 2));
    assertThat(reader.next()).hasValue(directory("etc/app/sub/"));
    assertThat(reader.next()).hasValue(file("etc/app/sub/a", 1));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void isUnderstoodByTar() throws Exception {
    String name = "d/" + "long".repeat(50);
    Path file = directory.resolve("a.tar");
    Files.write(file, archive(tar -> tar.file(name, new byte[700], MODES)));

    Process tar =
        new ProcessBuilder("tar", "-tvf", file.toString()).redirectErrorStream(true).start();
    String listing = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tar.waitFor()).as(listing).isZero();
    assertThat(listing).startsWith("-rw-r--r-- 0/0").contains(" 700 ").endsWith(name + "\n");
  }

  @Test
  void readsLinksAndModesOfTar() throws Exception {
    Path files = Files.createDirectories(directory.resolve("d"));
    String longName = "long".repeat(40);
    Files.writeString(files.resolve("a"), "1");
    Files.setPosixFilePermissions(files.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createLink(files.resolve("b"), files.resolve("a"));
    Files.createSymbolicLink(files.resolve("c"), Path.of(longName));
    Process tar =
        new ProcessBuilder("tar", "-cf", "-", "--sort=name", "d")
            .directory(directory.toFile())
            .start();
    byte[] archive = tar.getInputStream().readAllBytes();

    TarReader reader = reader(archive);

    assertThat(reader.next()).map(TarReader.Entry::kind).hasValue(TarReader.Kind.DIRECTORY);
    assertThat(reader.next())
        .hasValue(new TarReader.Entry("d/a", TarReader.Kind.FILE, 1, 0750, ""));
    assertThat(reader.next())
        .hasValue(new TarReader.Entry("d/b", TarReader.Kind.HARD_LINK, 0, 0750, "d/a"));
    assertThat(reader.next())
        .hasValue(new TarReader.Entry("d/c", TarReader.Kind.SYMBOLIC_LINK, 0, 0777, longName));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void refusesADamagedHeader() throws IOException {
    byte[] archive = archive(tar -> tar.file("a", new byte[3], MODES));
    archive[0]++;

    assertThatThrownBy(() -> reader(archive).next())
        .isInstanceOf(IOException.class)
        .hasMessage("the archive is damaged: a header's sum is wrong");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    byte[] archive = archive(tar -> tar.file("a", new byte[600], MODES));
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
    return new TarReader.Entry(name, TarReader.Kind.DIRECTORY, 0, 0755, "");
  }

  private static TarReader.Entry file(String name, long size) {
    return new TarReader.Entry(name, TarReader.Kind.FILE, size, 0644, "");
  }

  private interface Filling {
    void fill(TarWriter tar) throws IOException;
  }

  private static byte[] archive(Filling filling) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out, Instant.EPOCH)) {
      filling.fill(tar);
    }
    return out.toByteArray();
  }

  private static TarReader reader(byte[] archive) {
    return new TarReader(new ByteArrayInputStream(archive));
  }
}
