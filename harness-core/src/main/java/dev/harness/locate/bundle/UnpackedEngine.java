package dev.harness.locate.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one version of the engine in the cache. The layout is decided here only. */
public record UnpackedEngine(Path directory) {

  /** The jar with the engine's classes. */
  public Path jar() {
    return directory.resolve("harness.jar");
  }

  /** An executable from the engine's jar. */
  public Path launcher(String name) {
    return directory.resolve(name);
  }

  /** What the executable's steps are, a line each. */
  public Path steps(String launcher) {
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
