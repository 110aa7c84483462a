package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Something that is put into a container before it starts. */
public sealed interface CopiedFile {

  /** Where in the container; absolute. */
  String target();

  /** Adds it to an archive whose names are relative to the root of the container. */
  void writeTo(TarWriter tar) throws IOException;

  /** Bytes given by the test. */
  final class Content implements CopiedFile {
    private final String target;
    private final byte[] bytes;

    /** Copies the bytes. */
    public Content(String target, byte[] bytes) {
      this.target = target;
      this.bytes = bytes.clone();
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public void writeTo(TarWriter tar) throws IOException {
      tar.file(target.substring(1), bytes);
    }
  }

  /** A file or a directory of the machine that runs the test. */
  record HostPath(String target, Path source) implements CopiedFile {
    @Override
    public void writeTo(TarWriter tar) throws IOException {
      tar.copy(target.substring(1), source);
    }
  }
}
