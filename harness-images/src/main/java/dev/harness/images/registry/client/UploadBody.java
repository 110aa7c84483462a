package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.transport.GivenUpException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** All bytes of a blob on their way to a registry, counted. */
final class UploadBody extends RequestBody {
  static final MediaType BYTES = MediaType.get("application/octet-stream");
  private static final int BUFFER_BYTES = 64 << 10;

  private final BlobContent content;
  private final long sizeBytes;
  private final LongConsumer sent;

  UploadBody(BlobContent content, long sizeBytes, LongConsumer sent) {
    this.content = content;
    this.sizeBytes = sizeBytes;
    this.sent = sent;
  }

  @Override
  public @Nullable MediaType contentType() {
    return BYTES;
  }

  @Override
  public long contentLength() {
    return sizeBytes;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = content.open()) {
      long written = 0;
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        sink.write(buffer, 0, read);
        written += read;
        sent.accept(written);
      }
    }
  }

  /** What fails here is not the registry's. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException | RegistryException e) {
      throw new GivenUpException("its content cannot be read: " + e.getMessage(), e);
    }
  }
}
