package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.ExtendedAttributes;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarWriterTest {
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final Set<OpenFlag> NEW_FILE = Set.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE);
  private static final Set<Resolution> BENEATH = Set.of(Resolution.BENEATH);

  @TempDir Path directory;
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private Fd fd;

  @BeforeEach
  void open() {
    fd = Filesystem.open(directory, DIRECTORY);
  }

  @AfterEach
  void close() throws IOException {
    TreeRemover.remove(fd, bytes("top"));
    fd.close();
  }

  @Test
  void fillsUpAFileThatShrinksMeanwhile() throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
    Files.writeString(directory.resolve("b"), "after it");

    try (TarWriter writer =
        TarWriter.ofFiles(new Truncating(archive, file), new Ownership.Single())) {
      writer.add(fd, bytes("a"), "a");
      writer.add(fd, bytes("b"), "b");
    }

    assertThat(entries()).containsExactly("a 1048576", "b 8");
  }

  private static RootFiles files(Fd root) {
    return new RootFiles(new RootHandle(root), new Ownership.Single());
  }

  /** Empties a file as soon as something is written. */
  private static final class Truncating extends OutputStream {
    private final OutputStream out;
    private final Path file;

    Truncating(OutputStream out, Path file) {
      this.out = out;
      this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(0);
      }
      out.write(bytes, offset, length);
    }
  }

  @Test
  void writesNamesThatAreNotUtf8AsTheyAre() throws IOException {
    Files.createDirectory(directory.resolve("top"));
    try (Fd top = Filesystem.openIn(fd, bytes("top"), DIRECTORY, 0, BENEATH)) {
      Filesystem.openIn(top, new byte[] {'a', (byte) 0xff}, NEW_FILE, 0644, BENEATH).close();
    }

    write("top", archive);

    assertThat(archive.toString(StandardCharsets.ISO_8859_1)).contains("top/a\u00ff\0");
  }

  @Test
  void refusesDirectoriesThatAreNestedTooDeeply() throws IOException {
    Files.createDirectories(directory.resolve("top" + "/d".repeat(512)));

    assertThatThrownBy(() -> write("top", archive))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot copy top/d/d/d/")
        .hasMessageEndingWith("…: directories are nested more than 512 deep; copy a part of them");
  }

  @Test
  void writesHardLinksAsLinks() throws IOException {
    Path top = Files.createDirectory(directory.resolve("top"));
    Files.writeString(top.resolve("a"), "content");
    Files.createLink(top.resolve("b"), top.resolve("a"));

    write("top", archive);

    assertThat(entries()).containsExactly("top/ 0", "top/a 7", "top/b 0 -> top/a");
  }

  @Test
  void writesLongNamesAndAttributesAsTheyAre() throws IOException {
    Path top = Files.createDirectory(directory.resolve("top"));
    String name = "n".repeat(120);
    Files.createSymbolicLink(top.resolve("link"), Path.of("/" + name));
    Files.writeString(top.resolve(name), "content");
    byte[] binary = {0, (byte) 0xff, '\n', '='};
    try (Fd here = Filesystem.openIn(fd, bytes("top"), DIRECTORY, 0, BENEATH)) {
      ExtendedAttributes.set(here, bytes(name), "user.kept", binary);
      ExtendedAttributes.set(here, bytes(name), "user.overlay.origin", binary);
    }

    write("top", archive);

    assertThat(entries()).containsExactly("top/ 0", "top/link 0 -> /" + name, "top/" + name + " 7");
    assertThat(archive.toString(StandardCharsets.ISO_8859_1))
        .contains("31 SCHILY.xattr.user.kept=\0\u00ff\n=\n")
        .doesNotContain("overlay");
  }

  @Test
  void writesALayersWhiteoutsAndOpaqueDirectories() throws IOException {
    Path top = Files.createDirectory(directory.resolve("top"));
    Files.createDirectory(top.resolve("new"));
    try (Fd here = Filesystem.openIn(fd, bytes("top"), DIRECTORY, 0, BENEATH)) {
      Filesystem.makeWhiteout(here, bytes("gone"));
      ExtendedAttributes.set(here, bytes("new"), "user.overlay.opaque", new byte[] {'y'});
      files(here).writeLayer(here, List.of(), archive);
    }

    assertThat(entries()).containsExactly(".wh.gone 0", "new/ 0", "new/.wh..wh..opq 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {".wh.passwd", ".wh.", ".wh..wh..opq"})
  void refusesNamesThatWouldHideOtherFilesOfALayer(String name) throws IOException {
    Path top = Files.createDirectory(directory.resolve("top"));
    Files.writeString(top.resolve(name), "content");

    assertThatThrownBy(() -> files(fd).writeLayer(fd, List.of(), archive))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/top/%s cannot be in a layer, where names that begin with .wh. hide files; rename or"
                    .formatted(name)
                + " remove it");
  }

  @Test
  void writesFilesWithTheNamesOfMarksOutsideOfLayers() throws IOException {
    Path top = Files.createDirectory(directory.resolve("top"));
    Files.writeString(top.resolve(".wh.passwd"), "content");
    Files.writeString(top.resolve(".wh"), "content");

    write("top", archive);

    assertThat(entries()).containsExactly("top/ 0", "top/.wh 7", "top/.wh.passwd 7");
  }

  private void write(String name, OutputStream out) throws IOException {
    try (TarWriter writer = TarWriter.ofFiles(out, new Ownership.Single())) {
      writer.add(fd, bytes(name), name);
    }
  }

  private List<String> entries() throws IOException {
    List<String> entries = new ArrayList<>();
    TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new ByteArrayInputStream(archive.toByteArray()), StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String link = entry.getLinkName().isEmpty() ? "" : " -> " + entry.getLinkName();
      entries.add(entry.getName() + " " + entry.getSize() + link);
    }
    return entries;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
