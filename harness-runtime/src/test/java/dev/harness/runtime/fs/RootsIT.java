package dev.harness.runtime.fs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.fs.tree.RootTree;
import dev.harness.runtime.fs.tree.TreeRemover;
import dev.harness.runtime.launch.IdMap;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.launch.UserNamespacePool;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.Privileges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots in root mode: layers belong to the engine's root, containers have shifted ids. */
class RootsIT {
  private static final Ownership SHIFTED = new Ownership.Shifted(Containers.SHIFT);

  @TempDir Path directory;
  private Path layer;
  private Trash trash;
  private @Nullable Roots roots;

  @BeforeEach
  void prepare() throws IOException {
    trash = new Trash(directory.resolve("trash"));
    Privileges.assumeInitialRoot();
    layer = Files.createDirectory(directory.resolve("layer"));
    IdMap ids = IdMap.of(0, Containers.SHIFT, Ownership.RANGE);
    try (UserNamespacePool pool = new UserNamespacePool(new Launcher(), ids, ids, 1)) {
      roots = Roots.mapped(directory, trash, pool.take().fd());
    }
  }

  @AfterEach
  void leavesNoMount() throws IOException {
    if (roots != null) {
      roots.close();
    }
    trash.close();
    TreeRemover.remove(directory.resolve("init"));
    assertThat(Path.of("/proc/self/mountinfo")).content().doesNotContain(directory.toString());
  }

  @Test
  void showsLayersWithTheIdsOfContainers() throws IOException {
    Files.writeString(layer.resolve("file"), "of the image");

    try (Root root = create()) {
      FileStat stat = root.tree().stat("/file").orElseThrow();

      assertThat(stat.uid()).isEqualTo(Containers.SHIFT);
      assertThat(root.tree().text("/file", 100)).contains("of the image");
    }
  }

  @Test
  void showsWhatALayersDirectoryHoldsNow() throws IOException {
    Files.writeString(layer.resolve("file"), "old");
    create().close();
    TreeRemover.remove(layer);
    Files.writeString(Files.createDirectory(layer).resolve("file"), "new");

    try (Root root = create()) {
      assertThat(root.tree().text("/file", 100)).contains("new");
    }
  }

  @Test
  void leavesNothingWhenTheRootCannotBePrepared() throws IOException {
    Files.createDirectories(layer.resolve("etc/hosts/not-empty"));

    assertThatThrownBy(this::create)
        .isInstanceOf(RootException.class)
        .hasMessageStartingWith("cannot make " + directory.resolve("containers/one"))
        .hasMessageContaining("ENOTEMPTY");

    trash.close();
    assertThat(directory.resolve("containers")).isEmptyDirectory();
    assertThat(directory.resolve("trash")).isEmptyDirectory();
  }

  @Test
  void keepsTheRootOfAnotherContainerWithTheSameName() {
    try (Root first = create()) {
      assertThatThrownBy(this::create).isInstanceOf(RootException.class);

      assertThat(first.tree().stat("/etc/hosts")).isPresent();
    }
  }

  @Test
  void replacesADirectoryOfALayerByAFile() throws IOException {
    Files.createDirectories(layer.resolve("data/a/b/c"));
    Files.writeString(layer.resolve("data/a/b/file"), "x");

    try (Root root = create()) {
      root.files().copyIn("/", tar("data", "replaced"), false);

      assertThat(root.tree().text("/data", 100)).contains("replaced");
      assertThat(layer.resolve("data/a/b/file")).hasContent("x");
    }
  }

  @Test
  void finishesACopyDuringWhichItIsClosed() throws IOException {
    Files.write(layer.resolve("file"), new byte[1 << 20]);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    Root root = create();
    RootFiles files = root.files();

    files.copyOut("/file", new Closing(archive, root));

    TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive.toByteArray()));
    tar.getNextEntry();
    assertThat(tar.readAllBytes()).hasSize(1 << 20);
    assertThatThrownBy(() -> files.stat("/file"))
        .isInstanceOf(RootException.class)
        .hasMessage("cannot reach the container's files: its root was removed meanwhile");
  }

  /** Closes a root as soon as something is written. */
  private static final class Closing extends OutputStream {
    private final OutputStream out;
    private final Root root;

    Closing(OutputStream out, Root root) {
      this.out = out;
      this.root = root;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      root.close();
      out.write(bytes, offset, length);
    }
  }

  private Root create() {
    return requireNonNull(roots).create("one", List.of(layer), SHIFTED);
  }

  private static InputStream tar(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length());
      tar.putArchiveEntry(entry);
      tar.write(RootTree.bytes(content));
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
