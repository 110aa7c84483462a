package dev.harness.images.archive;

import dev.harness.images.layer.Decompression;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.TarEntry;
import dev.harness.images.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An archive on disk in which files can be opened by name, because what describes the others may
 * come last (P39). Links are followed inside the archive only (H68).
 */
final class SpooledTar implements AutoCloseable {
  private static final int MAX_LINKS = 10;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final boolean temporary;
  private final Map<LayerPath, Entry> entries;

  /**
   * A file, or a link to one.
   *
   * @param start where the content begins in the archive
   * @param target where the link points; the root when it is a file
   */
  private record Entry(long start, long sizeBytes, LayerPath target) {}

  private SpooledTar(Path file, boolean temporary, Map<LayerPath, Entry> entries) {
    this.file = file;
    this.temporary = temporary;
    this.entries = entries;
  }

  /**
   * Writes a possibly compressed archive to {@code file}, which this object deletes, and lists it.
   */
  static SpooledTar of(InputStream source, Path file, LayerLimits limits) {
    boolean done = false;
    try {
      copy(source, file, limits);
      SpooledTar tar = new SpooledTar(file, true, list(file, limits));
      done = true;
      return tar;
    } catch (LayerException e) {
      throw new ArchiveException.Invalid("the archive is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ArchiveException.Failed("cannot receive the archive: " + e.getMessage(), e);
    } finally {
      if (!done) {
        delete(file);
      }
    }
  }

  /** Lists a plain archive that lies on disk already, and stays there. */
  static SpooledTar at(Path file, LayerLimits limits) {
    try {
      return new SpooledTar(file, false, list(file, limits));
    } catch (LayerException e) {
      throw new ArchiveException.Invalid("%s is damaged: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new ArchiveException.Failed("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void copy(InputStream source, Path file, LayerLimits limits) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long count = 0;
    try (InputStream plain = Decompression.open(source);
        OutputStream out = Files.newOutputStream(file)) {
      for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
        count += read;
        if (count > limits.maxBytes()) {
          throw new ArchiveException.Invalid(
              "the archive has more than %d bytes".formatted(limits.maxBytes()));
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static Map<LayerPath, Entry> list(Path file, LayerLimits limits) throws IOException {
    Map<LayerPath, Entry> entries = new HashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      TarReader reader = new TarReader(in, limits);
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        LayerPath path = LayerPath.of(entry.pathBytes());
        if (entry.hasHoles()) {
          throw new LayerException.Malformed(
              "%s is a sparse file: write the archive without the option --sparse".formatted(path));
        }
        if (entry.kind() == TarEntry.Kind.FILE) {
          entries.put(path, new Entry(reader.position(), entry.sizeBytes(), LayerPath.ROOT));
        } else if (isLink(entry)) {
          entries.put(path, new Entry(0, 0, target(path, entry)));
        }
      }
    }
    return entries;
  }

  private static boolean isLink(TarEntry entry) {
    return entry.kind() == TarEntry.Kind.SYMBOLIC_LINK || entry.kind() == TarEntry.Kind.HARD_LINK;
  }

  /** Old archives link layers to each other by {@code ../ID/layer.tar}. */
  private static LayerPath target(LayerPath path, TarEntry entry) {
    String target = entry.linkTarget();
    if (entry.kind() == TarEntry.Kind.HARD_LINK || target.startsWith("/")) {
      return LayerPath.of(entry.linkTargetBytes());
    }
    LayerPath directory = path.parent();
    while (target.startsWith("../") && !directory.isRoot()) {
      target = target.substring(3);
      directory = directory.parent();
    }
    String prefix = directory.isRoot() ? "" : directory + "/";
    return LayerPath.of(prefix + target);
  }

  boolean has(String name) {
    return entries.containsKey(LayerPath.of(name));
  }

  /** The whole of a small file. */
  byte[] read(String name, int maxBytes) {
    try (InputStream content = open(name)) {
      byte[] bytes = content.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new ArchiveException.Invalid(
            "%s in the archive has more than %d bytes".formatted(name, maxBytes));
      }
      return bytes;
    } catch (IOException e) {
      throw new ArchiveException.Failed(
          "cannot read %s in the archive: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** The content of a file; the caller closes it. */
  InputStream open(String name) {
    Entry entry = find(name);
    try {
      FileChannel channel = FileChannel.open(file);
      channel.position(entry.start());
      return new BufferedInputStream(
          new BoundedInputStream(Channels.newInputStream(channel), entry.sizeBytes()),
          BUFFER_BYTES);
    } catch (IOException e) {
      throw new ArchiveException.Failed(
          "cannot read %s in the archive: %s".formatted(name, e.getMessage()), e);
    }
  }

  private Entry find(String name) {
    LayerPath path = LayerPath.of(name);
    for (int links = 0; links <= MAX_LINKS; links++) {
      Entry entry = entries.get(path);
      if (entry == null) {
        throw new ArchiveException.Invalid("the archive lacks the file %s".formatted(path));
      }
      if (entry.target().isRoot()) {
        return entry;
      }
      path = entry.target();
    }
    throw new ArchiveException.Invalid("%s in the archive links in a circle".formatted(name));
  }

  long sizeBytes(String name) {
    return find(name).sizeBytes();
  }

  /** Deletes the file, if it is a temporary one. */
  @Override
  public void close() {
    if (temporary) {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ArchiveException.Failed("cannot delete the temporary file " + file, e);
    }
  }
}
