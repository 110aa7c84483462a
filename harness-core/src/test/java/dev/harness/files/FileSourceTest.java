package dev.harness.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
  @TempDir Path directory;

  @Test
  void writesTextAndBytes() throws IOException {
    assertThat(packed(FileSource.text("ü"))).containsExactly("-644 x ü");
    assertThat(packed(FileSource.bytes(new byte[] {'a'}).mode(0600))).containsExactly("-600 x a");
  }

  @Test
  void opensFilesOfThisMachineForAll() throws IOException {
    Files.writeString(directory.resolve("run"), "1");
    Files.setPosixFilePermissions(
        directory.resolve("run"), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(directory.resolve("read"), "2");
    Files.setPosixFilePermissions(
        directory.resolve("read"), PosixFilePermissions.fromString("rw-------"));

    assertThat(packed(FileSource.path(directory)))
        .containsExactly("d755 x/ ", "-644 x/read 2", "-755 x/run 1");
    assertThat(packed(FileSource.path(directory).mode(0640)))
        .containsExactly("d755 x/ ", "-640 x/read 2", "-640 x/run 1");
    assertThat(packed(FileSource.path(directory).keepModes()))
        .containsExactly("d700 x/ ", "-600 x/read 2", "-700 x/run 1");
  }

  @Test
  void findsAFileOfTheClassPath() throws IOException {
    assertThat(packed(FileSource.resource("/dev/harness/files/tree/a.txt")))
        .containsExactly("-644 x one");
  }

  @Test
  void findsADirectoryOfTheClassPath() throws IOException {
    assertThat(packed(FileSource.resource("dev/harness/files/tree")))
        .containsExactly("d755 x/ ", "-644 x/a.txt one", "d755 x/sub/ ", "-644 x/sub/b.txt two");
  }

  @Test
  void findsFilesAndDirectoriesInAJar() throws IOException {
    Path jar = jar("db/", "db/b.sql", "db/sub/", "db/sub/c.sql");

    assertThat(inJar(jar, "db/b.sql")).containsExactly("-644 x db/b.sql");
    assertThat(inJar(jar, "db"))
        .containsExactly(
            "d755 x/ ", "-644 x/b.sql db/b.sql", "d755 x/sub/ ", "-644 x/sub/c.sql db/sub/c.sql");
  }

  private Path jar(String... entries) throws IOException {
    Path jar = directory.resolve("a b.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
        if (!entry.endsWith("/")) {
          out.write(entry.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return jar;
  }

  private static List<String> inJar(Path jar, String resource) throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      Thread.currentThread().setContextClassLoader(loader);
      return packed(FileSource.resource(resource));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> FileSource.resource("db/none.sql"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no resource 'db/none.sql' on the class path");
    assertThatThrownBy(() -> FileSource.path(Path.of("/no/such")).requireReadable())
        .isInstanceOf(IOException.class)
        .hasMessage("/no/such does not exist here");
    assertThatThrownBy(() -> FileSource.text("").mode(010000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("10000 cannot be the mode of a file");
  }

  /** What an archive has: type and mode, name, content. */
  private static List<String> packed(FileSource source) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileCopy.write(List.of(new CopiedFile(source, "/x")), out, Instant.EPOCH);
    TarReader tar = new TarReader(new ByteArrayInputStream(out.toByteArray()));
    List<String> entries = new ArrayList<>();
    Optional<TarReader.Entry> entry = tar.next();
    while (entry.isPresent()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      tar.copyTo(content);
      entries.add(
          "%s%o %s %s"
              .formatted(
                  entry.get().kind() == TarReader.Kind.DIRECTORY ? "d" : "-",
                  entry.get().mode(),
                  entry.get().name(),
                  content.toString(StandardCharsets.UTF_8)));
      entry = tar.next();
    }
    return entries;
  }
}
