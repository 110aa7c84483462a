package dev.harness.images.debian.apt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is asked of the package source.
 *
 * @param names packages that are wanted, with all they depend on
 * @param assumed packages that count as installed: neither they nor what only they need is fetched.
 *     Most often they serve maintainer scripts alone, and those never run (D5).
 * @param without patterns of names that are left out although something depends on them
 * @param pins versions of packages, by name; other packages come in the version that apt prefers
 */
public record PackageRequest(
    List<String> names, List<String> assumed, List<String> without, Map<String, String> pins) {
  /** Stands for all packages that every system of the distribution has (D3). */
  public static final String ESSENTIAL = "?essential";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:-]*");

  /** Copies the collections and checks names and versions: they become arguments of apt. */
  public PackageRequest {
    names = List.copyOf(names);
    assumed = List.copyOf(assumed);
    without = List.copyOf(without);
    // Sorted: the text of a request names what it comes to.
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no package is asked for");
    }
    names.forEach(PackageRequest::requireName);
    assumed.forEach(PackageRequest::requireName);
    pins.forEach(PackageRequest::requirePin);
  }

  /** Asks for packages in the versions that apt prefers. */
  public PackageRequest(List<String> names, List<String> assumed, List<String> without) {
    this(names, assumed, without, Map.of());
  }

  /** Asks for these packages with all they depend on. */
  public static PackageRequest of(String... names) {
    return new PackageRequest(List.of(names), List.of(), List.of());
  }

  /** Asks for the same, with one version of all these packages. */
  public PackageRequest pinned(List<String> packages, String version) {
    Map<String, String> more = new TreeMap<>(pins);
    packages.forEach(name -> more.put(name, version));
    return new PackageRequest(names, assumed, without, more);
  }

  /** What apt is told to install: names, or {@code name=version}. */
  List<String> targets() {
    List<String> targets = new ArrayList<>();
    names.stream().filter(name -> !pins.containsKey(name)).forEach(targets::add);
    pins.forEach((name, version) -> targets.add(name + "=" + version));
    return targets;
  }

  private static void requirePin(String name, String version) {
    requireName(name);
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "not the version of a Debian package: \"%s\"".formatted(version));
    }
  }

  /** Whether a Debian package may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static void requireName(String name) {
    if (!isName(name) && !name.equals(ESSENTIAL)) {
      throw new IllegalArgumentException(
          "not the name of a Debian package: \"%s\"".formatted(name));
    }
  }
}
