package dev.harness.locate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one version of the engine in the cache. The layout is decided here only. */
record UnpackedEngine(Path directory) {

  Path jar() {
    return directory.resolve("harness.jar");
  }

  /** An executable from the engine's jar. */
  Path launcher(String name) {
    return directory.resolve(name);
  }

  /** What the executable's steps are, a line each. */
  Path steps(String launcher) {
    return directory.resolve(launcher + ".steps");
  }

  /** The classes that one Java virtual machine prepared, if it has. */
  Path classArchive(String jvmId) {
    return directory.resolve("engine-" + jvmId + ".jsa");
  }

  boolean isComplete(long jarBytes) throws IOException {
    return Files.isRegularFile(jar()) && Files.size(jar()) == jarBytes;
  }
}
