package dev.harness.images.layer.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a layer with what any user can do: no owners, no devices; enough for tests. */
public final class NioLayerWriter implements LayerWriter {
  private final Path root;

  public NioLayerWriter(Path root) {
    this.root = root;
  }

  private Path place(LayerPath path) {
    return root.resolve(new String(path.bytes(), UTF_8));
  }

  @Override
  public void directory(LayerPath path, EntryMetadata metadata) throws IOException {
    if (!Files.isDirectory(place(path))) {
      Files.createDirectory(place(path));
    }
  }

  @Override
  public void file(LayerPath path, EntryMetadata metadata, long sizeBytes, InputStream content)
      throws IOException {
    Files.copy(content, place(path));
    String bits = "rwxrwxrwx";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bits.length(); i++) {
      text.append((metadata.mode() >> (8 - i) & 1) == 1 ? bits.charAt(i) : '-');
    }
    Files.setPosixFilePermissions(place(path), PosixFilePermissions.fromString(text.toString()));
  }

  @Override
  public void symbolicLink(LayerPath path, EntryMetadata metadata, byte[] target)
      throws IOException {
    Files.createSymbolicLink(place(path), Path.of(new String(target, UTF_8)));
  }

  @Override
  public void hardLink(LayerPath path, LayerPath existing) throws IOException {
    Files.createLink(place(path), place(existing));
  }

  @Override
  public void fifo(LayerPath path, EntryMetadata metadata) throws IOException {
    throw new IOException("no FIFOs here");
  }

  @Override
  public void whiteout(LayerPath path) throws IOException {
    mark(Files.createFile(place(path)), "overlay.whiteout");
  }

  @Override
  public void opaque(LayerPath directory) throws IOException {
    mark(place(directory), "overlay.opaque");
  }

  private static void mark(Path path, String name) throws IOException {
    Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
        .write(name, ByteBuffer.wrap(new byte[] {'y'}));
  }

  @Override
  public void remove(LayerPath path) throws IOException {
    try (Stream<Path> tree = Files.walk(place(path))) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void finish() {
    // Tests do not cut the power.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
