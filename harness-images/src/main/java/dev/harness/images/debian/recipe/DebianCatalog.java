package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.deb.DebianException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The images that have a recipe here, by name. */
public final class DebianCatalog {
  private final Map<String, Recipe> recipes = new TreeMap<>();

  /** Lists all that this version knows. */
  public DebianCatalog() {
    for (Recipe recipe : List.of(postgresql(), busybox())) {
      recipes.put(recipe.name(), recipe);
    }
  }

  /** The names, sorted. */
  public List<String> names() {
    return List.copyOf(recipes.keySet());
  }

  /**
   * The recipe of that name.
   *
   * @throws DebianException.UnknownRecipe when there is none
   */
  public Recipe recipe(String name) {
    Recipe recipe = recipes.get(name);
    if (recipe == null) {
      throw new DebianException.UnknownRecipe(name, names());
    }
    return recipe;
  }

  /** busybox, statically linked, under all its names: three files and many links. */
  private static Recipe busybox() {
    List<RootStep> steps =
        List.of(
            new LinkApplets("bin/busybox"),
            new ServiceAccount("root", 0, "/root", "/bin/sh"),
            new ServiceAccount("nobody", 65534, "/nonexistent", "/bin/false"),
            RootStep.MakeDirectory.ofRoot("root", 0700),
            RootStep.MakeDirectory.ofRoot("run", 0755),
            RootStep.MakeDirectory.ofRoot("tmp", 01777),
            RootStep.MakeDirectory.ofRoot("var/tmp", 01777));
    return new Recipe(
        "busybox",
        new PackageRequest(List.of("busybox-static"), Recipe.ONLY_FOR_SCRIPTS, List.of("libc6")),
        List.of("usr/share/initramfs-tools/**"),
        steps,
        ImageSettings.ofCommand("sh"));
  }

  /**
   * The distribution's PostgreSQL, used like the image that people know from the registry: same
   * variables, user, directories and script directory.
   *
   * <p>Without its compiler for queries, which is more than a third of the size: when the library
   * is not there, the server interprets (D5).
   */
  private static Recipe postgresql() {
    List<String> wanted = new ArrayList<>(Recipe.BASE_PACKAGES);
    wanted.addAll(
        List.of("postgresql", "bash", "findutils", "gzip", "xz-utils", "zstd", "libnss-wrapper"));
    List<String> assumed = new ArrayList<>(Recipe.ONLY_FOR_SCRIPTS);
    assumed.addAll(
        List.of(
            "libpam-modules",
            "libpam-runtime",
            "libsasl2-modules-db",
            "locales",
            "netbase",
            "openssl",
            "passwd",
            "perl",
            "perl-base",
            "postgresql-client-common",
            "postgresql-common",
            "ssl-cert"));
    int id = 999;
    List<RootStep> steps = new ArrayList<>(Recipe.BASE_STEPS);
    steps.addAll(
        List.of(
            new ServiceAccount("postgres", id, "/var/lib/postgresql", "/bin/bash"),
            new RootStep.MakeDirectory("var/lib/postgresql", 01777, id, id),
            new RootStep.MakeDirectory("var/lib/postgresql/data", 01777, id, id),
            new RootStep.MakeDirectory("run/postgresql", 03777, id, id),
            RootStep.MakeDirectory.ofRoot("docker-entrypoint-initdb.d", 0755),
            new LinkCommands("usr/lib/postgresql/*/bin/*"),
            new RootStep.WriteFile(
                "usr/local/bin/docker-entrypoint.sh", 0755, resource("docker-entrypoint.sh"))));
    ImageSettings settings =
        new ImageSettings(
            List.of(ImageSettings.PATH, "LANG=C.UTF-8", "PGDATA=/var/lib/postgresql/data"),
            List.of("docker-entrypoint.sh"),
            List.of("postgres"),
            List.of("5432/tcp"),
            List.of("/var/lib/postgresql/data"),
            "",
            "postgres",
            "SIGINT");
    return new Recipe(
        "postgresql",
        new PackageRequest(wanted, assumed, List.of("libllvm*", "libz3-*")),
        List.of(
            "usr/lib/postgresql/*/lib/bitcode**",
            "usr/lib/postgresql/*/lib/llvmjit*",
            // The zones once more, under two other names.
            "usr/share/zoneinfo/posix**",
            "usr/share/zoneinfo/right**"),
        steps,
        settings);
  }

  private static String resource(String name) {
    try (InputStream in = DebianCatalog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in the jar", e);
    }
  }
}
