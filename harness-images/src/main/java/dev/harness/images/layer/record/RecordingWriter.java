package dev.harness.images.layer.record;

import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.unpack.EntryMetadata;
import dev.harness.images.layer.unpack.LayerWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Writes down what another writer writes, so that {@link TreeVerification} can compare later and
 * {@link ArchiveSplit} make the archive again.
 *
 * <p>Contents are summed up by CRC-32C, which processors compute faster than memory delivers: it
 * is to find accidents, not forgeries, as who can write to the store can replace its records.
 */
public final class RecordingWriter implements LayerWriter {
  private final LayerWriter writer;
  private final FileChannel file;
  private final CRC32C sum = new CRC32C();
  private final CheckedOutputStream record;
  private final ArchiveSplitWriter split;

  /**
   * Records to new files.
   *
   * @param writer does the work; owned from here on, also when this fails
   * @param recordFile where the operations are written down
   * @param splitFile where it is kept what the archive has besides the contents of files
   */
  public RecordingWriter(LayerWriter writer, Path recordFile, Path splitFile) throws IOException {
    this.writer = writer;
    this.file = open(writer, recordFile);
    this.split = splitOf(splitFile);
    this.record =
        new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)), sum);
    line(RecordText.HEAD + (writer.keepsOwners() ? "yes" : "no"));
  }

  private static FileChannel open(LayerWriter writer, Path recordFile) throws IOException {
    try {
      return FileChannel.open(recordFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      try (writer) {
        throw e;
      }
    }
  }

  private ArchiveSplitWriter splitOf(Path splitFile) throws IOException {
    try {
      return new ArchiveSplitWriter(splitFile);
    } catch (IOException e) {
      try (writer;
          file) {
        throw e;
      }
    }
  }

  private void line(String text) throws IOException {
    record.write(RecordText.bytes(text + "\n"));
  }

  private static String field(LayerPath path) {
    return RecordText.field(path.bytes());
  }

  private static String owner(EntryMetadata metadata) {
    return metadata.uid() + " " + metadata.gid() + " ";
  }

  private static String modeAndOwner(EntryMetadata metadata) {
    return Integer.toOctalString(metadata.mode()) + " " + owner(metadata);
  }

  @Override
  public boolean keepsOwners() {
    return writer.keepsOwners();
  }

  @Override
  public InputStream watching(InputStream archive) {
    return split.watching(archive);
  }

  @Override
  public void directory(LayerPath path, EntryMetadata metadata) throws IOException {
    writer.directory(path, metadata);
    line("d " + modeAndOwner(metadata) + field(path));
  }

  @Override
  public void file(LayerPath path, EntryMetadata metadata, long sizeBytes, InputStream content)
      throws IOException {
    ArchiveSplitWriter.FileContent located = split.file(path.bytes(), content);
    CheckedInputStream counted = new CheckedInputStream(located, new CRC32C());
    writer.file(path, metadata, sizeBytes, counted);
    located.end();
    String contentSum = Integer.toHexString((int) counted.getChecksum().getValue());
    line("f " + modeAndOwner(metadata) + sizeBytes + " " + contentSum + " " + field(path));
  }

  @Override
  public void symbolicLink(LayerPath path, EntryMetadata metadata, byte[] target)
      throws IOException {
    writer.symbolicLink(path, metadata, target);
    line("l " + owner(metadata) + RecordText.field(target) + " " + field(path));
  }

  @Override
  public void hardLink(LayerPath path, LayerPath existing) throws IOException {
    writer.hardLink(path, existing);
    line("h " + field(existing) + " " + field(path));
  }

  @Override
  public void fifo(LayerPath path, EntryMetadata metadata) throws IOException {
    writer.fifo(path, metadata);
    line("p " + modeAndOwner(metadata) + field(path));
  }

  @Override
  public void whiteout(LayerPath path) throws IOException {
    writer.whiteout(path);
    line("w " + field(path));
  }

  @Override
  public void opaque(LayerPath directory) throws IOException {
    writer.opaque(directory);
    line("o " + field(directory));
  }

  @Override
  public void remove(LayerPath path) throws IOException {
    writer.remove(path);
    line("r " + field(path));
  }

  /** The records are on their way to the disk before the tree is, so they cost no wait of their own. */
  @Override
  public void finish() throws IOException {
    line(RecordText.END + Integer.toHexString((int) sum.getValue()));
    record.flush();
    split.finish();
    writer.finish();
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    try (writer;
        split) {
      file.close();
    }
  }
}
