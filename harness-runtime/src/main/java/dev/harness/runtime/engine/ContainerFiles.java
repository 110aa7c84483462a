package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.tree.PathStat;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.fs.tree.TreeChange;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Set;

/** Copies in and out of a container, with the failures that callers of the engine know. */
final class ContainerFiles {
  private static final Set<Errno> OF_THE_DISK =
      Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EIO, Errno.EROFS);

  private final String container;
  private final Root root;
  private final RootFiles files;

  private ContainerFiles(String container, Root root) {
    this.container = container;
    this.root = root;
    this.files = root.files();
  }

  static ContainerFiles of(ContainerParts parts) {
    return new ContainerFiles(parts.name(), parts.root());
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

  void export(OutputStream tar) throws IOException {
    try {
      files.copyAllOut(tar);
    } catch (SystemException failure) {
      throw refused("export", "/", failure);
    }
  }

  void writeChanges(List<String> mounted, OutputStream tar) throws IOException {
    try {
      root.writeChanges(mounted, tar);
    } catch (SystemException failure) {
      throw refused("commit", "/", failure);
    }
  }

  List<TreeChange> changes() {
    try {
      return root.changes();
    } catch (IOException | SystemException failure) {
      throw refused("compare", "/", failure);
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

  /** What the disk refuses is not the caller's fault, unlike what an archive or a path says. */
  private EngineException refused(String verb, String path, Exception cause) {
    String message =
        "cannot %s %s in container %s: %s".formatted(verb, path, container, cause.getMessage());
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SystemException failure && OF_THE_DISK.contains(failure.errno())) {
        return new EngineException.Failed(message, cause);
      }
    }
    return new EngineException.InvalidRequest(message, cause);
  }
}
