package dev.harness.runtime.build;

import dev.harness.images.layer.Decompression;
import dev.harness.runtime.fs.tree.RootFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Tells the archives that ADD unpacks from other files: by what is in them, not by their names. */
final class LocalArchive {
  private static final int BLOCK = 512;
  private static final int SUM_AT = 148;
  private static final int SUM_BYTES = 8;
  private static final int OCTAL = 8;

  private LocalArchive() {}

  /** Whether a file is a tar archive, compressed or not. */
  static boolean is(RootFiles files, String resolved) throws IOException {
    try (InputStream in = files.read(resolved)) {
      return beginsAsTar(in);
    }
  }

  private static boolean beginsAsTar(InputStream in) throws IOException {
    byte[] header;
    try {
      // Closed with the file: the rest need not be sound.
      header = Decompression.open(in).readNBytes(BLOCK);
    } catch (IOException damaged) {
      return false;
    }
    return header.length == BLOCK && sumIsRight(header);
  }

  /** The sum of all bytes, with those of the sum itself taken for blanks. */
  private static boolean sumIsRight(byte[] header) {
    String written =
        new String(header, SUM_AT, SUM_BYTES, StandardCharsets.ISO_8859_1)
            .replace('\0', ' ')
            .strip();
    if (!written.matches("[0-7]{1,7}")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : header[i] & 0xff;
    }
    return sum == Integer.parseInt(written, OCTAL);
  }
}
