package dev.harness.images.debian.recipe;

import java.util.List;

/**
 * The distribution's PostgreSQL, used like the image that people know from the registry: same
 * variables, user, directories and script directory.
 *
 * <p>Without its compiler for queries, which is more than a third of the size: when the library is
 * not there, the server interprets (D5).
 */
final class Postgresql {
  private static final int ID = 999;

  private Postgresql() {}

  static Recipe recipe() {
    List<RootStep> steps =
        BaseSystem.then(
            new ServiceAccount("postgres", ID, "/var/lib/postgresql", "/bin/bash"),
            new RootStep.MakeDirectory("var/lib/postgresql", 01777, ID, ID),
            new RootStep.MakeDirectory("var/lib/postgresql/data", 01777, ID, ID),
            new RootStep.MakeDirectory("run/postgresql", 03777, ID, ID),
            RootStep.MakeDirectory.ofRoot("docker-entrypoint-initdb.d", 0755),
            new LinkCommands("usr/lib/postgresql/*/bin/*"),
            ImageFiles.entryPointLibrary(),
            ImageFiles.entryPoint("postgresql"));
    return new Recipe(
            "postgresql",
            BaseSystem.with(
                List.of(
                    "postgresql",
                    "bash",
                    "findutils",
                    "gzip",
                    "xz-utils",
                    "zstd",
                    "libnss-wrapper"),
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
                    "ssl-cert"),
                List.of("libllvm*", "libz3-*")),
            List.of(
                "usr/lib/postgresql/*/lib/bitcode**",
                "usr/lib/postgresql/*/lib/llvmjit*",
                // The zones once more, under two other names.
                "usr/share/zoneinfo/posix**",
                "usr/share/zoneinfo/right**"),
            steps,
            settings())
        .about("postgresql-[0-9]+");
  }

  private static ImageSettings settings() {
    return new ImageSettings(
        List.of(ImageSettings.PATH, "LANG=C.UTF-8", "PGDATA=/var/lib/postgresql/data"),
        List.of("docker-entrypoint.sh"),
        List.of("postgres"),
        List.of("5432/tcp"),
        List.of("/var/lib/postgresql/data"),
        "",
        "postgres",
        "SIGINT");
  }
}
