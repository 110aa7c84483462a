package dev.harness.images.debian.apt;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is asked of the package source.
 *
 * @param names packages that are wanted, with all they depend on
 * @param assumed packages that count as installed: neither they nor what only they need is fetched.
 *     Most often they serve maintainer scripts alone, and those never run (D5).
 * @param without patterns of names that are left out although something depends on them
 */
public record PackageRequest(List<String> names, List<String> assumed, List<String> without) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  /** Copies the lists and checks the names: they become arguments of apt. */
  public PackageRequest {
    names = List.copyOf(names);
    assumed = List.copyOf(assumed);
    without = List.copyOf(without);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no package is asked for");
    }
    names.forEach(PackageRequest::requireName);
    assumed.forEach(PackageRequest::requireName);
  }

  /** Asks for these packages with all they depend on. */
  public static PackageRequest of(String... names) {
    return new PackageRequest(List.of(names), List.of(), List.of());
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not the name of a Debian package: \"%s\"".formatted(name));
    }
  }
}
