package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.deb.DebianException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The images that have a recipe here, by name, beside those that are named by their packages. */
public final class DebianCatalog {
  /** What the name of an image begins with that is just these packages. */
  private static final String PACKAGES = "packages/";

  /** The same for packages whose maintainer scripts run. */
  private static final String CONFIGURED = "configured/";

  private final Map<String, Recipe> recipes = new TreeMap<>();

  /** Lists all that this version knows. */
  public DebianCatalog() {
    for (Recipe recipe :
        List.of(
            Busybox.recipe(),
            Mariadb.recipe(),
            Memcached.recipe(),
            Nginx.recipe(),
            Postgresql.recipe(),
            Redis.recipe())) {
      recipes.put(recipe.name(), recipe);
    }
  }

  /** The names, sorted. */
  public List<String> names() {
    return List.copyOf(recipes.keySet());
  }

  /**
   * The recipe for the path of an image's name: {@code redis}, or {@code packages/curl/jq} for an
   * image of these packages, a shell and the basic commands, {@code configured/openssh-server} for
   * packages that are configured. Names of images have no plus sign; {@code _} stands for it, as in
   * {@code libstdc__6}.
   *
   * @throws DebianException.UnknownRecipe when there is none
   * @throws DebianException.UnknownPackage when no package can have the name
   */
  public Recipe recipe(String path) {
    if (path.startsWith(PACKAGES)) {
      List<String> packages = packages(path.substring(PACKAGES.length()));
      return Recipe.ofPackages("packages", packages, ImageSettings.ofCommand("sh"));
    }
    if (path.startsWith(CONFIGURED)) {
      return ConfiguredPackages.recipe(packages(path.substring(CONFIGURED.length())));
    }
    Recipe recipe = recipes.get(path);
    if (recipe == null) {
      throw new DebianException.UnknownRecipe(path, names());
    }
    return recipe;
  }

  private static List<String> packages(String path) {
    List<String> packages = List.of(path.replace('_', '+').split("/", -1));
    packages.forEach(DebianCatalog::requirePackageName);
    return packages;
  }

  private static void requirePackageName(String name) {
    if (!PackageRequest.isName(name)) {
      throw new DebianException.UnknownPackage("no package is called \"%s\"".formatted(name));
    }
  }
}
