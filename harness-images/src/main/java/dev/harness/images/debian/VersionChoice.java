package dev.harness.images.debian;

import dev.harness.images.debian.apt.PackageSource;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.recipe.Recipe;
import java.util.List;
import java.util.stream.Collectors;

/** The packages that a recipe comes to in the version that a tag asks for. */
record VersionChoice(Recipe recipe, VersionTag tag) {

  /**
   * Asks the package source for them.
   *
   * @throws DebianException.UnknownVersion when it has no version that fits the tag
   */
  List<DebianPackage> resolve(PackageSource source) {
    List<DebianPackage> preferred = source.resolve(recipe.request());
    DebianPackage subject = recipe.subject(preferred);
    if (tag.fits(subject.version())) {
      return preferred;
    }
    List<String> versions = source.versions(subject.name());
    String wanted =
        versions.stream().filter(tag::fits).findFirst().orElseThrow(() -> unknown(versions));
    // What comes from the same source has the same version, and needs itself in just that one.
    List<String> together =
        preferred.stream()
            .filter(found -> found.version().equals(subject.version()))
            .map(DebianPackage::name)
            .toList();
    return source.resolve(recipe.request().pinned(together, wanted));
  }

  private DebianException unknown(List<String> versions) {
    return new DebianException.UnknownVersion(
        recipe.name(),
        tag.text(),
        versions.stream()
            .map(version -> VersionTag.of(version).text())
            .distinct()
            .collect(Collectors.joining(", ")));
  }
}
