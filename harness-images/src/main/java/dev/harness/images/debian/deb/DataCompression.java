package dev.harness.images.debian.deb;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressions that a package may use, told by the names of its members (D6). */
final class DataCompression {
  /** Four times what the strongest preset of xz needs to unpack. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private DataCompression() {}

  /** The content of the member; closing it closes {@code in}. */
  static InputStream open(String member, InputStream in) throws IOException {
    return switch (member.substring(member.indexOf(".tar"))) {
      case ".tar" -> in;
      case ".tar.xz" -> new XZInputStream(in, MOST_MEMORY_KIB);
      case ".tar.zst" -> new ZstdInputStream(in);
      case ".tar.gz" ->
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
      case ".tar.bz2" -> new BZip2CompressorInputStream(in, true);
      default -> throw new IOException("the compression of " + member + " is unknown");
    };
  }
}
