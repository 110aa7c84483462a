package dev.harness.images.layer.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Reads the file that a {@link RecordingWriter} wrote. */
final class TreeRecordFile {
  private TreeRecordFile() {}

  /**
   * Reads a record.
   *
   * @throws IOException when it cannot be read, or is damaged
   */
  static TreeRecord read(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = lines.readLine();
      if (line == null || !line.startsWith(RecordText.HEAD)) {
        throw new IOException("it does not begin as a record does");
      }
      TreeRecord record = new TreeRecord(line.equals(RecordText.HEAD + "yes"));
      for (; line != null && !line.startsWith(RecordText.END); line = lines.readLine()) {
        if (!line.startsWith(RecordText.HEAD)) {
          record.apply(line);
        }
        sum.update((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      String end = RecordText.END + Integer.toHexString((int) sum.getValue());
      if (!end.equals(line) || lines.readLine() != null) {
        throw new IOException("its sum is another one than it says");
      }
      return record;
    } catch (IllegalArgumentException e) {
      throw new IOException("a line is damaged: " + e.getMessage(), e);
    }
  }
}
