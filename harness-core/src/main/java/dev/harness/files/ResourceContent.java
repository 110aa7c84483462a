package dev.harness.files;

import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file or a directory of the class path.
 *
 * @param name without a slash in front
 * @param url where it was found
 */
record ResourceContent(String name, URL url) implements FileContent {

  /**
   * Finds it by the thread's class loader, or else by that of this class.
   *
   * @throws IllegalArgumentException when there is no such thing
   */
  static ResourceContent find(String name) {
    String relative = name.startsWith("/") ? name.substring(1) : name;
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    URL url = found(ofThread, relative);
    if (url == null) {
      url = found(ResourceContent.class.getClassLoader(), relative);
    }
    if (relative.isEmpty() || url == null) {
      throw new IllegalArgumentException(
          "there is no resource '%s' on the class path: a name is like db/schema.sql, from the root"
                  .formatted(name)
              + " of the class path on, and src/test/resources becomes such a root");
    }
    return new ResourceContent(relative, url);
  }

  private static @Nullable URL found(@Nullable ClassLoader loader, String name) {
    return loader == null ? null : loader.getResource(name);
  }

  @Override
  public void writeTo(TarWriter tar, String target, TarWriter.Modes modes) throws IOException {
    if (url.getProtocol().equals("file")) {
      tar.copy(target, Path.of(uri(url)), modes);
      return;
    }
    URLConnection connection = url.openConnection();
    if (connection instanceof JarURLConnection jar
        && jar.getJarFileURL().getProtocol().equals("file")) {
      try (FileSystem files =
          FileSystems.newFileSystem(Path.of(uri(jar.getJarFileURL())), Map.of())) {
        tar.copy(target, files.getPath("/" + jar.getEntryName()), modes);
      }
      return;
    }
    try (InputStream in = connection.getInputStream()) {
      tar.file(target, in.readAllBytes(), modes);
    }
  }

  private static URI uri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException("the class path has the place " + url + ", which is no proper URL", e);
    }
  }

  @Override
  public String toString() {
    return "resource " + name;
  }
}
