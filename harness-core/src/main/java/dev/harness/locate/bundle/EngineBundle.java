package dev.harness.locate.bundle;

import dev.harness.digest.Sha256;
import dev.harness.locate.user.BundleException;
import dev.harness.locate.user.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The engine's jar, as it was delivered, with its SHA-256. */
public final class EngineBundle {
  /** Where an artifact that brings the engine has it. */
  public static final String RESOURCE = "dev/harness/engine/harness.jar";

  private static final String SUM = ".sha256";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int SHA256_DIGITS = 64;
  private static final int ID_DIGITS = 16;

  private final URL jar;
  private final String sha256;

  private EngineBundle(URL jar, String sha256) {
    this.jar = jar;
    this.sha256 = sha256;
  }

  /**
   * Finds the engine on the class path.
   *
   * @throws BundleException when it is there without a sum
   */
  public static Optional<EngineBundle> onClassPath(ClassLoader loader) {
    URL jar = loader.getResource(RESOURCE);
    if (jar == null) {
      return Optional.empty();
    }
    URL sum = loader.getResource(RESOURCE + SUM);
    if (sum == null) {
      throw new BundleException(
          "The engine at "
              + jar
              + " lacks its sum "
              + RESOURCE
              + SUM
              + ": its artifact is broken.");
    }
    try (InputStream in = open(sum)) {
      return Optional.of(new EngineBundle(jar, checked(in.readNBytes(SHA256_DIGITS), sum)));
    } catch (IOException e) {
      throw unreadable(sum, e);
    }
  }

  /**
   * Takes a jar. Its sum is read from a file beside it with {@code .sha256} at the end of its
   * name, or else computed.
   *
   * @throws BundleException when it cannot be read
   */
  public static EngineBundle ofJar(Path jar) {
    Path sum = jar.resolveSibling(jar.getFileName() + SUM);
    try {
      URL url = jar.toUri().toURL();
      if (!Files.isRegularFile(jar)) {
        throw new BundleException("The engine's jar " + jar + " is not a file.");
      }
      if (Files.exists(sum)) {
        try (InputStream in = Files.newInputStream(sum)) {
          return new EngineBundle(url, checked(in.readNBytes(SHA256_DIGITS), sum));
        }
      }
      return new EngineBundle(url, Sha256.of(jar));
    } catch (IOException e) {
      throw unreadable(jar, e);
    }
  }

  private static String checked(byte[] digits, Object origin) {
    String text = new String(digits, StandardCharsets.US_ASCII);
    if (!SHA256.matcher(text).matches()) {
      throw new BundleException(origin + " does not start with a SHA-256 in hexadecimal.");
    }
    return text;
  }

  private static BundleException unreadable(Object what, IOException cause) {
    return new BundleException(
        "Cannot read the engine's bundle " + what + ": " + FileFailure.reason(cause) + ".", cause);
  }

  /** The jar's SHA-256 in hexadecimal. */
  String sha256() {
    return sha256;
  }

  /** A name for the content. */
  public String id() {
    return sha256.substring(0, ID_DIGITS);
  }

  /** The jar's length in bytes, without reading it. */
  long size() throws IOException {
    URLConnection connection = jar.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return connection.getContentLengthLong();
    }
  }

  /** Opens the jar; the caller closes it. */
  InputStream open() throws IOException {
    return open(jar);
  }

  /** Caches would keep the artifact open, and mix up one that is replaced. */
  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  @Override
  public String toString() {
    return jar.toString();
  }
}
