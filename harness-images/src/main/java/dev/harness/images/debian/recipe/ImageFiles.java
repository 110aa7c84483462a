package dev.harness.images.debian.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that recipes add to images, kept as resources. */
final class ImageFiles {
  /** Where images with an entry point of ours have it; in the PATH. */
  private static final String ENTRY_POINT = "usr/local/bin/docker-entrypoint.sh";

  private ImageFiles() {}

  /** The entry point of an image. */
  static RootStep entryPoint(String image) {
    return executable(ENTRY_POINT, image + "/docker-entrypoint.sh");
  }

  /** What entry points of databases have in common. */
  static RootStep entryPointLibrary() {
    return file("usr/local/lib/entrypoint/settings.sh", "entrypoint/settings.sh");
  }

  static RootStep executable(String path, String resource) {
    return new RootStep.WriteFile(path, 0755, text(resource));
  }

  static RootStep file(String path, String resource) {
    return new RootStep.WriteFile(path, 0644, text(resource));
  }

  private static String text(String resource) {
    try (InputStream in = ImageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " in the jar", e);
    }
  }
}
