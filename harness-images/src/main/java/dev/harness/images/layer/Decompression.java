package dev.harness.images.layer;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Finds out by its first bytes how a stream is compressed; media types lie (P29).
 *
 * <p>Known are gzip, zstd, xz and bzip2, each also as several streams one after the other. What
 * starts otherwise is taken as it is.
 */
public final class Decompression {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int XZ_MEMORY_KIB = 256 << 10;
  private static final int MAGIC_BYTES = 6;
  private static final byte[] GZIP = HexFormat.of().parseHex("1f8b");
  private static final byte[] XZ = HexFormat.of().parseHex("fd377a585a00");
  private static final byte[] BZIP2 = HexFormat.of().parseHex("425a68");
  private static final byte[] ZSTD = HexFormat.of().parseHex("28b52ffd");

  private Decompression() {}

  /**
   * Opens the plain bytes of {@code source}, which is closed with the returned stream. That ends
   * only where the source ends too, so that a source that verifies itself has done so.
   *
   * @throws IOException when the source cannot be read or what follows the magic is damaged
   */
  public static InputStream open(InputStream source) throws IOException {
    InputStream buffered = new BufferedInputStream(source, BUFFER_BYTES);
    buffered.mark(MAGIC_BYTES);
    byte[] magic = buffered.readNBytes(MAGIC_BYTES);
    buffered.reset();
    return new UntilSourceEnds(plain(magic, buffered), buffered);
  }

  private static InputStream plain(byte[] magic, InputStream source) throws IOException {
    if (starts(magic, ZSTD) || isSkippableZstdFrame(magic)) {
      // The library refuses windows above 128 MiB by default, which is the bound we want (P31).
      return new ZstdInputStreamNoFinalizer(source);
    }
    if (starts(magic, GZIP)) {
      return new GZIPInputStream(new NeverEmpty(source), BUFFER_BYTES);
    }
    if (starts(magic, XZ)) {
      return new XZInputStream(source, XZ_MEMORY_KIB);
    }
    if (starts(magic, BZIP2)) {
      return new BZip2CompressorInputStream(source, true);
    }
    return source;
  }

  private static boolean starts(byte[] magic, byte[] wanted) {
    return magic.length >= wanted.length
        && Arrays.equals(wanted, Arrays.copyOf(magic, wanted.length));
  }

  private static boolean isSkippableZstdFrame(byte[] magic) {
    return magic.length >= 4
        && (magic[0] & 0xf0) == 0x50
        && magic[1] == 0x2a
        && magic[2] == 0x4d
        && magic[3] == 0x18;
  }

  /**
   * Says that bytes are available until the end was read: Java 17's gzip reader takes 0 for the
   * end and forgets the further members (P30).
   */
  private static final class NeverEmpty extends FilterInputStream {
    private boolean ended;

    NeverEmpty(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public int available() throws IOException {
      return ended ? 0 : Math.max(1, in.available());
    }
  }

  /** Reads what the decompressor left of its source before it reports the end. */
  private static final class UntilSourceEnds extends FilterInputStream {
    private final InputStream source;

    UntilSourceEnds(InputStream plain, InputStream source) {
      super(plain);
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value < 0) {
        source.transferTo(OutputStream.nullOutputStream());
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count < 0) {
        source.transferTo(OutputStream.nullOutputStream());
      }
      return count;
    }
  }
}
