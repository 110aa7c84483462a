package dev.harness.images.testing;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** How a layer is written in a registry. */
public enum LayerEncoding {
  /** Not compressed. */
  PLAIN("application/vnd.oci.image.layer.v1.tar") {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }
  },
  /** What nearly all images have. */
  GZIP("application/vnd.oci.image.layer.v1.tar+gzip") {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, 1 << 16);
    }
  },
  /** What newer tools write. */
  ZSTD("application/vnd.oci.image.layer.v1.tar+zstd") {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }
  };

  private final String mediaType;

  LayerEncoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The media type of such a layer. */
  public String mediaType() {
    return mediaType;
  }

  /** An archive in this encoding. */
  public byte[] encode(byte[] archive) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = over(encoded)) {
      out.write(archive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a layer in memory", e);
    }
    return encoded.toByteArray();
  }

  /** A stream that writes this encoding of what is written to it; closing it closes {@code out}. */
  abstract OutputStream over(OutputStream out) throws IOException;
}
