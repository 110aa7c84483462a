package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.Fingerprint;
import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import java.util.List;
import java.util.regex.Pattern;

/** How an image is made of Debian packages: what is asked for, left out, added and set. */
public final class Recipe {
  /** Raised when the same recipe and packages shall give other bytes than before. */
  private static final int ASSEMBLY_VERSION = 2;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String name;
  private final PackageRequest request;
  private final List<String> withoutPaths;
  private final List<RootStep> steps;
  private final ImageSettings settings;
  private final Pattern about;
  private final boolean configured;

  /**
   * A recipe with all its parts.
   *
   * @param withoutPaths patterns of files that are left out beside the documents
   * @param steps in their order
   */
  public Recipe(
      String name,
      PackageRequest request,
      List<String> withoutPaths,
      List<RootStep> steps,
      ImageSettings settings) {
    this(
        name,
        request,
        withoutPaths,
        steps,
        settings,
        Pattern.compile(Pattern.quote(request.names().get(0))),
        false);
  }

  private Recipe(
      String name,
      PackageRequest request,
      List<String> withoutPaths,
      List<RootStep> steps,
      ImageSettings settings,
      Pattern about,
      boolean configured) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of an image: \"%s\"".formatted(name));
    }
    this.name = name;
    this.request = request;
    this.withoutPaths = List.copyOf(withoutPaths);
    this.steps = List.copyOf(steps);
    this.settings = settings;
    this.about = about;
    this.configured = configured;
  }

  /**
   * An image of these packages, what they depend on, a shell and the basic commands. Maintainer
   * scripts do not run: services may need their configuration and users made by the settings'
   * entry point.
   *
   * @param name lower-case letters, digits and single dashes
   * @param packages names in the machine's package sources
   */
  public static Recipe ofPackages(String name, List<String> packages, ImageSettings settings) {
    PackageRequest request = BaseSystem.with(packages, List.of(), List.of());
    return new Recipe(name, request, List.of(), BaseSystem.then(), settings)
        .about(Pattern.quote(packages.get(0)));
  }

  /**
   * The same recipe, with the package whose version is the image's.
   *
   * @param pattern regular expression of its name; otherwise it is the first package asked for
   */
  public Recipe about(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new Recipe(name, request, withoutPaths, steps, settings, compiled, configured);
  }

  /**
   * The same recipe, whose packages are configured after its steps: one of them brings the script
   * that does it.
   */
  Recipe configured() {
    return new Recipe(name, request, withoutPaths, steps, settings, about, true);
  }

  /** Whether the maintainer scripts of the packages run. */
  public boolean isConfigured() {
    return configured;
  }

  /**
   * The package that the recipe is about.
   *
   * @throws DebianException.UnpackFailed when it is not among these
   */
  public DebianPackage subject(List<DebianPackage> closure) {
    return closure.stream()
        .filter(found -> about.matcher(found.name()).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new DebianException.UnpackFailed(
                    "the image " + name, "no package called %s belongs to it".formatted(about)));
  }

  /** The image's name, without the registry that it would come from. */
  public String name() {
    return name;
  }

  /** The packages that are asked for. */
  public PackageRequest request() {
    return request;
  }

  /** Patterns of files that are left out beside the documents. */
  public List<String> withoutPaths() {
    return withoutPaths;
  }

  /** What is changed after the packages are unpacked, in this order. */
  public List<RootStep> steps() {
    return steps;
  }

  /** What a container of the image starts with. */
  public ImageSettings settings() {
    return settings;
  }

  /** Names the image that these packages give: the same everywhere, another one for any change. */
  public String key(List<DebianPackage> closure) {
    Fingerprint fingerprint = new Fingerprint().add("assembly " + ASSEMBLY_VERSION).add(toString());
    closure.stream().map(DebianPackage::identity).sorted().forEach(fingerprint::add);
    return fingerprint.shortHex();
  }

  /** All parts with all their values: the parts are records. */
  @Override
  public String toString() {
    return "%s about %s: %s without %s, %s, %s"
        .formatted(name, about, request, withoutPaths, steps, settings);
  }
}
