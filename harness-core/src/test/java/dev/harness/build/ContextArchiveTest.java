package dev.harness.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextArchiveTest {
  @TempDir private Path directory;

  private static List<String> entries(ImageBuild build) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    new ContextArchive(build).writeTo(archive);
    TarReader tar = new TarReader(new ByteArrayInputStream(archive.toByteArray()));
    List<String> entries = new ArrayList<>();
    for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      TarReader.Entry found = entry.get();
      entries.add(found.link().isEmpty() ? found.name() : found.name() + " -> " + found.link());
    }
    entries.sort(null);
    return entries;
  }

  @Test
  void leavesOutWhatTheRulesSay() throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
    Files.writeString(directory.resolve(".dockerignore"), "*\n!src\nsrc/secret");
    Path source = Files.createDirectory(directory.resolve("src"));
    Files.writeString(source.resolve("a"), "a");
    Files.writeString(source.resolve("secret"), "s");
    Files.writeString(directory.resolve("other"), "o");

    assertThat(entries(ImageBuild.context(directory)))
        .containsExactly(".dockerignore", "Dockerfile", "src/", "src/a");
  }

  @Test
  void keepsLinksAsTheyAre() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));

    assertThat(entries(ImageBuild.context(directory))).containsExactly("link -> /etc/passwd");
  }

  @Test
  void takesFilesOfTheTestInPlaceOfThoseOnDisk() throws IOException {
    Files.writeString(directory.resolve("a"), "on disk");

    assertThat(entries(ImageBuild.context(directory).file("a", "x").file("b/c", "y")))
        .containsExactly("a", "b/c");
    assertThat(entries(ImageBuild.dockerfile("FROM a"))).containsExactly("Dockerfile");
  }

  @Test
  void refusesPlacesBeyondTheContext() {
    assertThatThrownBy(() -> ImageBuild.dockerfile("FROM a").file("../a", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'../a' is no place in a build context: it is relative and leads nowhere else");
  }
}
