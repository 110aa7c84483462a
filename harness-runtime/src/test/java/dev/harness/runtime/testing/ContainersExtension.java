package dev.harness.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives tests the {@link Containers} of this test run, where there can be any. */
public final class ContainersExtension extends TypeBasedParameterResolver<Containers>
    implements BeforeAllCallback {

  /** Skips the class here: an assumption that fails while a parameter is made is an error. */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Privileges.assumeRoot();
  }

  @Override
  public Containers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ContainersExtension.class))
        .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
        .containers;
  }

  private static final class Shared implements AutoCloseable {
    private final Path directory;
    private final Containers containers;

    Shared() {
      try {
        directory = Files.createTempDirectory("harness-containers");
        containers = Containers.in(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      containers.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
