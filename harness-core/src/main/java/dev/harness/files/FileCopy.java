package dev.harness.files;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.tar.TarReader;
import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Copies files between the test's machine and a container. */
public final class FileCopy {
  private final EngineClient client;
  private final String container;

  /** Copies to and from one container. */
  public FileCopy(EngineClient client, String container) {
    this.client = client;
    this.container = container;
  }

  /** Puts all files there by one archive. */
  public void put(List<CopiedFile> files) {
    client
        .containers()
        .putArchive(
            container,
            "/",
            out -> {
              try (TarWriter tar = new TarWriter(out)) {
                for (CopiedFile file : files) {
                  file.writeTo(tar);
                }
              }
            });
  }

  /**
   * Gets one regular file.
   *
   * @throws IOException when it is none, or cannot be written here
   */
  public void get(String source, Path target) throws IOException {
    try (InputStream archive = client.containers().getArchive(container, source)) {
      TarReader tar = new TarReader(archive);
      Optional<TarReader.Entry> entry = tar.next();
      if (entry.isEmpty() || entry.get().kind() != TarReader.Kind.FILE) {
        throw new IOException("it is no regular file");
      }
      try (OutputStream out = Files.newOutputStream(target)) {
        tar.copyTo(out);
      }
    }
  }
}
