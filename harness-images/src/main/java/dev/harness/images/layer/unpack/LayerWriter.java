package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes one layer as a tree that overlayfs can take as a lower directory.
 *
 * <p>The caller has decided everything that depends on other entries: it gives paths whose parents
 * are directories written before by this writer, none of them a symbolic link, and calls {@link
 * #remove} before it writes another kind of entry to a path. So a writer creates exclusively,
 * follows no symbolic link anywhere (neither in a parent nor at the end), and treats a violation
 * as a failure. Content comes in the order of the archive.
 *
 * <p>Metadata is applied in the order of L9: owner, mode, extended attributes, times. A directory
 * stays writable for the writer until {@link #finish}, which applies the modes and times of
 * directories. An attribute that the file system refuses for the kind of entry is left out (L12).
 *
 * <p>Every method throws an {@link IOException} whose message says what failed and why; the caller
 * adds the path and the layer. A writer belongs to one thread.
 */
public interface LayerWriter extends AutoCloseable {

  /**
   * The archive from which the entries are read, so that a writer may see what passes by.
   *
   * @param archive the plain archive
   */
  default InputStream watching(InputStream archive) {
    return archive;
  }

  /** Whether the files on disk have the very owners that the layer gives them. */
  boolean keepsOwners();

  /**
   * Creates a directory, or gives an existing one other metadata; the root of the layer always
   * exists.
   */
  void directory(LayerPath path, EntryMetadata metadata) throws IOException;

  /**
   * Creates a regular file and reads exactly {@code sizeBytes} of {@code content}, which it leaves
   * open.
   */
  void file(LayerPath path, EntryMetadata metadata, long sizeBytes, InputStream content)
      throws IOException;

  /** Creates a symbolic link whose target is kept byte by byte (L16). */
  void symbolicLink(LayerPath path, EntryMetadata metadata, byte[] target) throws IOException;

  /** Gives a file, symbolic link or FIFO that this writer made a second name. */
  void hardLink(LayerPath path, LayerPath existing) throws IOException;

  /** Creates a FIFO. */
  void fifo(LayerPath path, EntryMetadata metadata) throws IOException;

  /** Hides what lower layers have at this path (L1). */
  void whiteout(LayerPath path) throws IOException;

  /** Hides what lower layers have inside this directory, which exists in this layer (L2). */
  void opaque(LayerPath directory) throws IOException;

  /** Removes an entry that this writer made, with everything below it. */
  void remove(LayerPath path) throws IOException;

  /**
   * Applies the metadata of directories and makes the whole tree durable: when this returns, a
   * crash of the machine loses nothing of it. Nothing may be written afterwards.
   */
  void finish() throws IOException;

  /** Frees what the writer holds; the files of an unfinished tree stay for their owner to delete. */
  @Override
  void close() throws IOException;
}
