package dev.harness.runtime.boot;

import dev.harness.locate.bundle.EngineBundle;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jar that this command line runs from, which is the engine as well. */
public final class OwnJar {
  private OwnJar() {}

  /**
   * The engine in this jar.
   *
   * @throws SetUpException when the classes come from elsewhere
   */
  public static EngineBundle bundle() {
    return EngineBundle.ofJar(path());
  }

  /**
   * Where this jar lies.
   *
   * @throws SetUpException when the classes come from elsewhere
   */
  public static Path path() {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    try {
      Path path = Path.of(source.getLocation().toURI());
      if (Files.isRegularFile(path)) {
        return path;
      }
      throw new SetUpException(
          "these classes come from %s, not from a jar; run harness-runtime/target/harness.jar"
              .formatted(path));
    } catch (URISyntaxException malformed) {
      throw new SetUpException("cannot tell where this jar lies", malformed);
    }
  }
}
