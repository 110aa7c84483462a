package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.io.IOException;
import org.apiguardian.api.API;

/**
 * A file or a directory and where in a container it goes.
 *
 * @param target the name that it gets there; absolute
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record CopiedFile(FileSource source, String target) {

  /** Adds it to an archive whose names are relative to the root of the container. */
  public void writeTo(TarWriter tar) throws IOException {
    source.writeTo(tar, target.substring(1));
  }

  /** Fails for what is not there, before anything is sent. */
  public void requireReadable() throws IOException {
    source.requireReadable();
  }
}
