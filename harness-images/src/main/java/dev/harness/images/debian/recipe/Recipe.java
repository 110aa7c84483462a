package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.Fingerprint;
import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.deb.DebianPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How an image is made of Debian packages: what is asked for, left out, added and set. */
public final class Recipe {
  /** Raised when the same recipe and packages shall give other bytes than before. */
  private static final int ASSEMBLY_VERSION = 1;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** A root directory in which programs and a shell find what they expect. */
  public static final List<String> BASE_PACKAGES =
      List.of("base-files", "base-passwd", "libc-bin", "dash", "coreutils", "sed", "grep", "mawk");

  /** What these do, only maintainer scripts ask for (D4, D5). */
  static final List<String> ONLY_FOR_SCRIPTS =
      List.of(
          "adduser",
          "debconf",
          "dpkg",
          "init-system-helpers",
          "lsb-base",
          "sensible-utils",
          "sysvinit-utils",
          "ucf",
          "usr-is-merged");

  static final List<RootStep> BASE_STEPS =
      List.of(
          new BaseAccounts(),
          RootStep.MakeDirectory.ofRoot("tmp", 01777),
          RootStep.MakeDirectory.ofRoot("var/tmp", 01777),
          RootStep.MakeDirectory.ofRoot("run/lock", 01777),
          new RootStep.MakeLink("usr/bin/awk", "mawk"),
          new RootStep.MakeLink("etc/localtime", "/usr/share/zoneinfo/Etc/UTC"),
          // Without it, the C library would ask the name servers before it reads /etc/hosts.
          new RootStep.WriteFile(
              "etc/nsswitch.conf",
              0644,
              "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n"));

  private final String name;
  private final PackageRequest request;
  private final List<String> withoutPaths;
  private final List<RootStep> steps;
  private final ImageSettings settings;

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
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of an image: \"%s\"".formatted(name));
    }
    this.name = name;
    this.request = request;
    this.withoutPaths = List.copyOf(withoutPaths);
    this.steps = List.copyOf(steps);
    this.settings = settings;
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
    List<String> wanted = new ArrayList<>(BASE_PACKAGES);
    wanted.addAll(packages);
    List<String> assumed = new ArrayList<>(ONLY_FOR_SCRIPTS);
    assumed.removeAll(packages);
    PackageRequest request = new PackageRequest(wanted, assumed, List.of());
    return new Recipe(name, request, List.of(), BASE_STEPS, settings);
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
    return "%s: %s without %s, %s, %s".formatted(name, request, withoutPaths, steps, settings);
  }
}
