package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a {@link FileSource} come from. */
interface FileContent {
  /** Adds it to an archive under a name. */
  void writeTo(TarWriter tar, String name, TarWriter.Modes modes) throws IOException;

  /** Fails for what is not there. */
  default void requireReadable() throws IOException {}

  /** Bytes in memory, which nobody changes. */
  final class Bytes implements FileContent {
    private final byte[] bytes;

    /** Takes ownership of {@code bytes}. */
    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void writeTo(TarWriter tar, String name, TarWriter.Modes modes) throws IOException {
      tar.file(name, bytes, modes);
    }

    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }

  /** A file or a directory of this machine. */
  record OnDisk(Path path) implements FileContent {
    @Override
    public void writeTo(TarWriter tar, String name, TarWriter.Modes modes) throws IOException {
      tar.copy(name, path, modes);
    }

    @Override
    public void requireReadable() throws IOException {
      if (!Files.isReadable(path)) {
        throw new IOException(
            path.toAbsolutePath()
                + (Files.exists(path) ? " cannot be read here" : " does not exist here"));
      }
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }
}
