package dev.harness.images.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressionTest {
  private static final byte[] PLAIN = "some content ".repeat(50_000).getBytes(US_ASCII);

  private interface Compressor {
    OutputStream on(OutputStream out) throws IOException;
  }

  private static byte[] compressed(Compressor compressor, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream stream = compressor.on(out)) {
      stream.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    return compressed(GZIPOutputStream::new, plain);
  }

  private static byte[] read(byte[] source) throws IOException {
    return Decompression.open(new ByteArrayInputStream(source)).readAllBytes();
  }

  private static byte[] twice(byte[] bytes) {
    byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, two, bytes.length, bytes.length);
    return two;
  }

  @Test
  void takesUnknownBytesAsTheyAre() throws IOException {
    assertThat(read(PLAIN)).isEqualTo(PLAIN);
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(new byte[] {0x1f})).containsExactly(0x1f);
  }

  @Test
  void readsGzip() throws IOException {
    assertThat(read(gzip(PLAIN))).isEqualTo(PLAIN);
  }

  @Test
  void readsAllMembersOfGzipAlthoughTheSourceSaysNothingIsAvailable() throws IOException {
    InputStream shy =
        new FilterInputStream(new ByteArrayInputStream(twice(gzip(PLAIN)))) {
          @Override
          public int available() {
            return 0;
          }
        };

    assertThat(Decompression.open(shy).readAllBytes()).isEqualTo(twice(PLAIN));
  }

  @Test
  void readsAllFramesOfZstd() throws IOException {
    assertThat(read(twice(Zstd.compress(PLAIN)))).isEqualTo(twice(PLAIN));
  }

  @Test
  void readsZstdThatStartsWithASkippableFrame() throws IOException {
    byte[] skippable = HexFormat.of().parseHex("502a4d18" + "04000000" + "00000000");
    byte[] frame = Zstd.compress(PLAIN);
    byte[] both = Arrays.copyOf(skippable, skippable.length + frame.length);
    System.arraycopy(frame, 0, both, skippable.length, frame.length);

    assertThat(read(both)).isEqualTo(PLAIN);
  }

  @Test
  void refusesZstdWithAHugeWindow() {
    // A frame header that asks for a window of 2 GiB.
    byte[] frame = HexFormat.of().parseHex("28b52ffd" + "00" + "a8" + "010000");

    assertThatThrownBy(() -> read(frame))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Frame requires too much memory");
  }

  @Test
  void readsXzAndBzip2() throws IOException {
    byte[] xz = compressed(out -> new XZOutputStream(out, new LZMA2Options(0)), PLAIN);
    byte[] bzip2 = compressed(BZip2CompressorOutputStream::new, PLAIN);

    assertThat(read(xz)).isEqualTo(PLAIN);
    assertThat(read(bzip2)).isEqualTo(PLAIN);
  }

  @Test
  void noticesTruncation() throws IOException {
    byte[] gzip = gzip(PLAIN);
    byte[] zstd = Zstd.compress(PLAIN);

    assertThatThrownBy(() -> read(Arrays.copyOf(gzip, gzip.length - 4)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(Arrays.copyOf(zstd, zstd.length - 4)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsTheSourceToItsEndBehindTheCompressedBytes() throws IOException {
    byte[] gzip = gzip(PLAIN);
    ByteArrayInputStream source =
        new ByteArrayInputStream(Arrays.copyOf(gzip, gzip.length + 300_000));

    Decompression.open(source).readAllBytes();

    assertThat(source.available()).isZero();
  }
}
