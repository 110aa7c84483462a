package dev.harness.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.tar.TarReader;
import dev.harness.testing.HostileTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeExtractionTest {
  @TempDir Path directory;
  private Path target;
  private Path outside;
  private final HostileTar tar = new HostileTar().directory("data/", 0755);

  @BeforeEach
  void makeNeighbours() throws IOException {
    target = directory.resolve("out");
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
  }

  @Test
  void unpacksFilesLinksAndModes() throws IOException {
    extract(
        tar.directory("data/sub/", 0500)
            .file("data/sub/a", 0640, "1")
            .hardLink("data/b", "data/sub/a")
            .symbolicLink("data/sub/up", "../b")
            .file("data/unseen", 0000, "2"));

    assertThat(target.resolve("sub/a")).hasContent("1");
    assertThat(target.resolve("b")).hasContent("1");
    assertThat(Files.readSymbolicLink(target.resolve("sub/up"))).isEqualTo(Path.of("../b"));
    assertThat(modeOf("sub")).isEqualTo("rwx------");
    assertThat(modeOf("sub/a")).isEqualTo("rw-r-----");
    assertThat(modeOf("unseen")).isEqualTo("rw-------");
  }

  private String modeOf(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data/../../outside/secret", "../outside/secret", "/outside/secret", "outside/x"})
  void writesNothingThatANameLeadsOutTo(String name) throws IOException {
    assertThatThrownBy(() -> extract(tar.file(name, 0644, "hostile")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the archive is damaged: ");
    assertNothingHappenedOutside();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside", "/etc", "sub/../../outside", "..", "./../outside", "sub/..", ""})
  void leavesOutLinksThatLeadOut(String link) throws IOException {
    extract(tar.directory("data/sub/", 0755).symbolicLink("data/link", link));

    assertThat(target.resolve("link")).doesNotExist();
    assertThat(Files.isSymbolicLink(target.resolve("link"))).isFalse();
  }

  @Test
  void writesNothingThroughALinkOfTheArchive() throws IOException {
    HostileTar hostile =
        tar.symbolicLink("data/link", outside.toString()).file("data/link/secret", 0644, "hostile");

    extract(hostile);

    assertThat(target.resolve("link/secret")).hasContent("hostile");
    assertThat(Files.isSymbolicLink(target.resolve("link"))).isFalse();
    assertNothingHappenedOutside();
  }

  @Test
  void writesNothingThroughALinkThatWasThere() throws IOException {
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("link"), outside);
    Files.createSymbolicLink(target.resolve("file"), outside.resolve("secret"));

    extract(tar.file("data/file", 0644, "hostile"));
    assertThat(target.resolve("file")).hasContent("hostile");
    assertThatThrownBy(
            () ->
                extract(
                    new HostileTar()
                        .directory("data/", 0755)
                        .file("data/link/secret", 0644, "hostile")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("/out/link");

    assertNothingHappenedOutside();
  }

  @Test
  void readsNothingThroughHardLinks() throws IOException {
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("old"), outside);

    extract(tar.hardLink("data/a", "data/old/secret").hardLink("data/b", "data/none"));

    assertThat(target.resolve("a")).doesNotExist();
    assertThat(target.resolve("b")).doesNotExist();
  }

  @Test
  void changesNoModeThroughALink() throws IOException {
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(
            () ->
                extract(
                    tar.directory("data/d/", 0777)
                        .symbolicLink("data/d", outside.toString())
                        .symbolicLink("data/d", "sub")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a directory here and a file there");

    assertThat(Files.getPosixFilePermissions(outside))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void refusesAnEndlessFileAtOnce() {
    assertThatThrownBy(() -> extract(tar.emptyFile("data/big", Long.MAX_VALUE)))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 1048576 files or 32 GiB, or very long names");
  }

  private void assertNothingHappenedOutside() {
    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(outside).isDirectoryContaining("glob:**secret");
    assertThat(directory).isDirectoryNotContaining("glob:**/x");
  }

  private void extract(HostileTar archive) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(archive.bytes()));
    TarReader.Entry first = reader.next().orElseThrow();
    new TreeExtraction(first.name(), target).run(reader);
  }
}
