package dev.harness.files;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.tar.TarReader;
import dev.harness.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/** Copies files between the test's machine and a container. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class FileCopy {
  private static final int MAX_MEMORY_BYTES = 64 << 20;

  private final EngineClient client;
  private final String container;

  /** Copies to and from one container. */
  public FileCopy(EngineClient client, String container) {
    this.client = client;
    this.container = container;
  }

  /**
   * Puts all files there by one archive.
   *
   * @throws IOException when one of them cannot be read; then none is there
   */
  public void put(List<CopiedFile> files) throws IOException {
    for (CopiedFile file : files) {
      file.requireReadable();
    }
    client.containers().putArchive(container, "/", out -> write(files, out, Instant.now()));
  }

  /**
   * Writes the archive that {@link #put} would send; the same for the same files.
   *
   * @param time when all of them were changed, as it says
   */
  public static void write(List<CopiedFile> files, OutputStream out, Instant time)
      throws IOException {
    try (TarWriter tar = new TarWriter(out, time)) {
      for (CopiedFile file : files) {
        file.writeTo(tar);
      }
    }
  }

  /**
   * Gets a regular file, or a directory with all that is in it.
   *
   * @throws IOException when it is neither, or cannot be written here
   */
  public void get(String source, Path target) throws IOException {
    try (InputStream archive = client.containers().getArchive(container, source)) {
      TarReader tar = new TarReader(archive);
      TarReader.Entry first = first(tar);
      if (first.kind() == TarReader.Kind.DIRECTORY) {
        new TreeExtraction(first.name(), target).run(tar);
        return;
      }
      requireFile(first);
      try (OutputStream out = Files.newOutputStream(target)) {
        tar.copyTo(out);
      }
    }
  }

  /**
   * Gets the text of a regular file, in UTF-8.
   *
   * @throws IOException when it is none, or has more than 64 MiB
   */
  public String readText(String source) throws IOException {
    try (InputStream archive = client.containers().getArchive(container, source)) {
      TarReader tar = new TarReader(archive);
      TarReader.Entry file = first(tar);
      requireFile(file);
      if (file.size() > MAX_MEMORY_BYTES) {
        throw new IOException(
            "it has %d bytes, more than the %d that are read into memory: copy it to a file"
                .formatted(file.size(), MAX_MEMORY_BYTES));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      tar.copyTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static TarReader.Entry first(TarReader tar) throws IOException {
    return tar.next().orElseThrow(() -> new IOException("the engine sends an empty archive"));
  }

  private static void requireFile(TarReader.Entry entry) throws IOException {
    if (entry.kind() == TarReader.Kind.SYMBOLIC_LINK) {
      throw new IOException(
          "it is a symbolic link to %s: name what it leads to".formatted(entry.link()));
    }
    if (entry.kind() != TarReader.Kind.FILE) {
      throw new IOException("it is no regular file");
    }
  }
}
