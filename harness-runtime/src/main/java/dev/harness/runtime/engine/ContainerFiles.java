package dev.harness.runtime.engine;

import dev.harness.runtime.engine.process.ContainerParts;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.tree.PathStat;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Copies in and out of a container, with the failures that callers of the engine know. */
final class ContainerFiles {
  private final String container;
  private final RootFiles files;

  private ContainerFiles(String container, RootFiles files) {
    this.container = container;
    this.files = files;
  }

  static ContainerFiles of(ContainerParts parts) {
    return new ContainerFiles(parts.name(), parts.root().files());
  }

  PathStat stat(String path) {
    try {
      return files.stat(path);
    } catch (NoSuchFileException missing) {
      throw notFound(path);
    } catch (IOException | SystemException failure) {
      throw refused("look at", path, failure);
    }
  }

  InputStream read(String path) {
    try {
      return files.read(path);
    } catch (IOException | SystemException failure) {
      throw refused("read", path, failure);
    }
  }

  void copyOut(String path, OutputStream tar) throws IOException {
    try {
      files.copyOut(path, tar);
    } catch (NoSuchFileException missing) {
      throw notFound(path);
    } catch (SystemException failure) {
      throw refused("copy", path, failure);
    }
  }

  void copyIn(String path, InputStream tar, boolean keepKinds) {
    try {
      files.copyIn(path, tar, keepKinds);
    } catch (NoSuchFileException missing) {
      throw notFound(path);
    } catch (NotDirectoryException other) {
      throw new EngineException.InvalidRequest(
          "cannot copy to %s in container %s: it is not a directory".formatted(path, container));
    } catch (IOException | SystemException failure) {
      throw refused("copy to", path, failure);
    }
  }

  private EngineException.NotFound notFound(String path) {
    return new EngineException.NotFound(
        "Could not find the file %s in container %s".formatted(path, container));
  }

  private EngineException.InvalidRequest refused(String verb, String path, Exception cause) {
    return new EngineException.InvalidRequest(
        "cannot %s %s in container %s: %s".formatted(verb, path, container, cause.getMessage()),
        cause);
  }
}
