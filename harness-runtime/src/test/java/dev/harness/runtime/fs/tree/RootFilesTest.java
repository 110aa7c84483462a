package dev.harness.runtime.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFilesTest {
  @TempDir Path outside;
  private Path directory;
  private Fd fd;
  private RootFiles files;

  @BeforeEach
  void open() throws IOException {
    directory = Files.createDirectory(outside.resolve("root"));
    fd = Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY));
    files = new RootFiles(new RootHandle(fd), new Ownership.Single());
  }

  @AfterEach
  void close() {
    fd.close();
  }

  @Test
  void copiesADirectoryOutWithItsName() throws IOException {
    Files.createDirectories(directory.resolve("data/sub"));
    Files.writeString(directory.resolve("data/sub/file"), "content");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();

    files.copyOut("/data", tar);

    assertThat(entries(tar)).containsExactly("data/", "data/sub/", "data/sub/file=content");
  }

  @Test
  void copiesInAndMakesParents() throws IOException {
    files.copyIn("/", tar(file("a/b/c.txt", "hello")), false);

    assertThat(directory.resolve("a/b/c.txt")).hasContent("hello");
  }

  @Test
  void goesThroughLinksInsideTheRoot() throws IOException {
    Files.createDirectories(directory.resolve("usr/lib"));
    Files.createSymbolicLink(directory.resolve("lib"), Path.of("/usr/lib"));

    files.copyIn("/", tar(file("lib/x", "through")), false);

    assertThat(directory.resolve("usr/lib/x")).hasContent("through");
  }

  @Test
  void replacesALinkInsteadOfWritingThroughIt() throws IOException {
    Files.writeString(outside.resolve("victim"), "untouched");
    Files.createSymbolicLink(directory.resolve("x"), outside.resolve("victim"));

    files.copyIn("/", tar(file("x", "new")), false);

    assertThat(outside.resolve("victim")).hasContent("untouched");
    assertThat(directory.resolve("x")).hasContent("new").isRegularFile();
  }

  @Test
  void appliesModesOnlyToWhatItMade() throws IOException {
    Path victim = Files.writeString(outside.resolve("victim"), "x");
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    TarArchiveEntry entry = new TarArchiveEntry("x");
    entry.setMode(0777);
    InputStream tar = tar(new Member(entry, "y".repeat(100_000)));

    files.copyIn("/", new Swapping(tar, directory.resolve("x"), victim), false);

    assertThat(directory.resolve("x")).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(victim))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** Puts a link in place of a file while that is being written. */
  private static final class Swapping extends FilterInputStream {
    private final Path name;
    private final Path target;

    Swapping(InputStream in, Path name, Path target) {
      super(in);
      this.name = name;
      this.target = target;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(name);
        Files.createSymbolicLink(name, target);
      }
      return super.read(bytes, offset, length);
    }
  }

  @Test
  void refusesEntriesThatLeaveTheDirectory() throws IOException {
    InputStream tar = tar(file("../evil", "x"));

    assertThatThrownBy(() -> files.copyIn("/", tar, false))
        .isInstanceOf(IOException.class)
        .hasMessage("the archive's entry ../evil leaves its directory");
    assertThat(outside.resolve("evil")).doesNotExist();
  }

  @Test
  void keepsADirectoryFromAFileWhenAsked() throws IOException {
    Files.createDirectory(directory.resolve("kept"));
    InputStream tar = tar(file("kept", "x"));

    assertThatThrownBy(() -> files.copyIn("/", tar, true))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("a directory and a file cannot replace one another");
  }

  @Test
  void refusesDevices() throws IOException {
    TarArchiveEntry device = new TarArchiveEntry("disk", TarConstants.LF_BLK);
    InputStream tar = tar(new Member(device, ""));

    assertThatThrownBy(() -> files.copyIn("/", tar, false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("disk is a device or of an unknown kind");
  }

  @Test
  void refusesOwnersThatContainersCannotHave() throws IOException {
    RootFiles shifted = new RootFiles(new RootHandle(fd), new Ownership.Shifted(0));
    TarArchiveEntry entry = new TarArchiveEntry("x");
    entry.setUserId(70_000);
    InputStream tar = tar(new Member(entry, ""));

    assertThatThrownBy(() -> shifted.copyIn("/", tar, false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot unpack x: potentially insufficient UIDs or GIDs");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> files.stat("/none")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.copyIn("/none", InputStream.nullInputStream(), false))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void copiesOnlyIntoDirectories() throws IOException {
    Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> files.copyIn("/file", InputStream.nullInputStream(), false))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void describesALinkItself() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/target"));

    assertThat(files.stat("/link").linkTarget()).isEqualTo("/etc/target");
  }

  @Test
  void describesTheRoot() throws IOException {
    assertThat(files.stat("/").name()).isEqualTo("/");
  }

  private record Member(TarArchiveEntry entry, String content) {}

  private static Member file(String name, String content) {
    return new Member(new TarArchiveEntry(name), content);
  }

  private static InputStream tar(Member member) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] content = member.content().getBytes(StandardCharsets.UTF_8);
      member.entry().setSize(content.length);
      tar.putArchiveEntry(member.entry());
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static List<String> entries(ByteArrayOutputStream bytes) throws IOException {
    List<String> entries = new ArrayList<>();
    TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String content =
          entry.isDirectory() ? "" : "=" + new String(tar.readAllBytes(), StandardCharsets.UTF_8);
      entries.add(entry.getName() + content);
    }
    return entries;
  }
}
