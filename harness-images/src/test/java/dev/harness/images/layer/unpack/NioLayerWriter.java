package dev.harness.images.layer.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a layer with what any user can do: no owners, no devices; enough for tests. */
public final class NioLayerWriter implements LayerWriter {
  private final Path root;

  /** Their modes, the deepest first: one that is closed is not entered any more. */
  private final Map<LayerPath, Integer> directories = new TreeMap<>(Comparator.reverseOrder());

  public NioLayerWriter(Path root) {
    this.root = root;
  }

  /** By its URI, because names are bytes in no particular encoding. */
  private Path place(LayerPath path) {
    StringBuilder uri = new StringBuilder(root.toUri().toString());
    for (byte b : path.bytes()) {
      uri.append(b == '/' ? "/" : "%%%02X".formatted(b & 0xff));
    }
    return Path.of(URI.create(uri.toString()));
  }

  @Override
  public boolean keepsOwners() {
    return false;
  }

  @Override
  public void directory(LayerPath path, EntryMetadata metadata) throws IOException {
    if (!Files.isDirectory(place(path))) {
      Files.createDirectory(place(path));
    }
    directories.put(path, metadata.mode());
  }

  @Override
  public void file(LayerPath path, EntryMetadata metadata, long sizeBytes, InputStream content)
      throws IOException {
    try (FileChannel file =
        FileChannel.open(place(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      new SparseCopy().copy(content, sizeBytes, new CopyTarget(file));
    }
    changeMode(path, metadata.mode());
  }

  /** The file that content is copied to. */
  private record CopyTarget(FileChannel file) implements SparseCopy.Target {
    @Override
    public void write(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    }

    @Override
    public void skip(long bytes) throws IOException {
      file.position(file.position() + bytes);
    }

    @Override
    public void extend(long sizeBytes) throws IOException {
      file.write(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
    }
  }

  private void changeMode(LayerPath path, int mode) throws IOException {
    Files.setAttribute(place(path), "unix:mode", mode);
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
    directories.keySet().removeIf(directory -> place(directory).startsWith(place(path)));
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
  public void finish() throws IOException {
    for (Map.Entry<LayerPath, Integer> directory : directories.entrySet()) {
      changeMode(directory.getKey(), directory.getValue());
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
