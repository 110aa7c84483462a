package dev.harness.images.debian.recipe;

import java.util.List;

/**
 * The distribution's MariaDB, used like the image that people know from the registry: same
 * variables, directories and script directory.
 */
final class Mariadb {
  private static final int ID = 999;

  private Mariadb() {}

  static Recipe recipe() {
    List<RootStep> steps =
        BaseSystem.then(
            new ServiceAccount("mysql", ID, "/var/lib/mysql", "/bin/sh"),
            new RootStep.MakeDirectory("var/lib/mysql", 0755, ID, ID),
            new RootStep.MakeDirectory("run/mysqld", 01777, ID, ID),
            RootStep.MakeDirectory.ofRoot("etc/mysql/conf.d", 0755),
            RootStep.MakeDirectory.ofRoot("docker-entrypoint-initdb.d", 0755),
            new RootStep.MakeLink("etc/mysql/my.cnf", "mariadb.cnf"),
            ImageFiles.file("etc/mysql/mariadb.conf.d/90-container.cnf", "mariadb/container.cnf"),
            ImageFiles.executable("usr/local/bin/healthcheck.sh", "mariadb/healthcheck.sh"),
            ImageFiles.entryPointLibrary(),
            ImageFiles.entryPoint("mariadb"));
    ImageSettings settings =
        new ImageSettings(
            List.of(ImageSettings.PATH, "LANG=C.UTF-8"),
            List.of("docker-entrypoint.sh"),
            List.of("mariadbd"),
            List.of("3306/tcp"),
            List.of("/var/lib/mysql"),
            "",
            "",
            "");
    return new Recipe(
            "mariadb",
            BaseSystem.with(
                List.of(
                    "mariadb-server", "bash", "findutils", "gzip", "xz-utils", "zstd", "tzdata"),
                List.of(
                    "galera-4",
                    "gawk",
                    "iproute2",
                    "libconfig-inifiles-perl",
                    "libdbi-perl",
                    "libpam0g",
                    "lsof",
                    "mysql-common",
                    "passwd",
                    "perl",
                    "perl-base",
                    "procps",
                    "psmisc",
                    "rsync",
                    "socat"),
                List.of()),
            List.of(
                "etc/init.d/**",
                "etc/mysql/mariadb.conf.d/60-galera.cnf",
                "usr/bin/aria_*",
                "usr/bin/myisam*",
                "usr/share/zoneinfo/posix**",
                "usr/share/zoneinfo/right**"),
            steps,
            settings)
        .about("mariadb-server");
  }
}
