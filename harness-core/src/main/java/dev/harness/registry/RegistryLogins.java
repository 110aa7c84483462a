package dev.harness.registry;

import dev.harness.engineapi.image.RegistryAuth;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Finds as whom registries are asked: the first file that knows decides (A1). */
final class RegistryLogins {
  /** Our engine makes these images itself; no file and no keychain has to be asked. */
  private static final Set<String> NO_REGISTRIES = Set.of("debian.internal", "harness.internal");

  private final Supplier<List<LoginFile>> files;

  /** Reads {@code files} whenever somebody is looked for: a login may happen meanwhile. */
  RegistryLogins(Supplier<List<LoginFile>> files) {
    this.files = files;
  }

  RegistryAuth find(ImageName image) {
    if (NO_REGISTRIES.contains(image.domain())) {
      return RegistryAuth.NONE;
    }
    return files.get().stream()
        .flatMap(file -> file.find(image).stream())
        .findFirst()
        .orElse(RegistryAuth.NONE);
  }
}
