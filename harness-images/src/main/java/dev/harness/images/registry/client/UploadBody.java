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
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
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

  /** Whether it arrived is for us to find out: what was sent twice may be stored twice. */
  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = ours(content::open)) {
      long written = 0;
      for (int read = ours(() -> in.read(buffer)); read >= 0; read = ours(() -> in.read(buffer))) {
        sink.write(buffer, 0, read);
        written += read;
        sent.accept(written);
      }
    }
  }

  /** Reads from our side of the connection. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** What fails on our side is no failure of the registry. */
  private static <T> T ours(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (IOException | RegistryException e) {
      throw new GivenUpException("its content cannot be read: " + e.getMessage(), e);
    }
  }
}
