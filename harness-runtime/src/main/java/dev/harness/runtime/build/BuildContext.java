package dev.harness.runtime.build;

import dev.harness.images.layer.Decompression;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The files that a client has sent to build of. Nothing in them leads out of them: they lie in a root
 * of their own, in which all their links are resolved.
 */
final class BuildContext implements AutoCloseable {
  private static final int MAX_DOCKERFILE_BYTES = 4 << 20;

  private final Root root;
  private final RootFiles files;

  private BuildContext(Root root) {
    this.root = root;
    this.files = root.files();
  }

  /**
   * Receives the files.
   *
   * @param archive as tar, compressed or not
   * @throws BuildException when it is none
   */
  static BuildContext receive(BuildRoots roots, InputStream archive) {
    Root root = roots.empty();
    boolean done = false;
    try (InputStream plain = Decompression.open(archive)) {
      root.files().copyIn("/", plain, false);
      done = true;
      return new BuildContext(root);
    } catch (IOException | SystemException | RootException failure) {
      throw BuildException.ofContext(String.valueOf(failure.getMessage()), failure);
    } finally {
      if (!done) {
        root.close();
      }
    }
  }

  /** The files, as a container would see them. */
  RootFiles files() {
    return files;
  }

  /**
   * The text of the Dockerfile.
   *
   * @throws BuildException when there is none
   */
  String dockerfile(String path) {
    try (InputStream in = files.read("/" + path)) {
      byte[] bytes = in.readNBytes(MAX_DOCKERFILE_BYTES + 1);
      if (bytes.length > MAX_DOCKERFILE_BYTES) {
        throw new IOException("it has more than %d bytes".formatted(MAX_DOCKERFILE_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | SystemException failure) {
      throw BuildException.ofContext(
          "Cannot locate specified Dockerfile: %s: %s".formatted(path, failure.getMessage()),
          failure);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
