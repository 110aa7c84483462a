package dev.harness.engineapi.client;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A tar archive as the body of a request, sent while it is written. */
final class TarBody extends RequestBody {
  private static final MediaType TAR = MediaType.get("application/x-tar");

  private final TarSource source;

  TarBody(TarSource source) {
    this.source = source;
  }

  @Override
  public MediaType contentType() {
    return TAR;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    source.writeTo(sink.outputStream());
  }
}
