package dev.harness.images.debian.recipe;

import java.util.List;

/** The distribution's memcached, used like the image that people know from the registry. */
final class Memcached {
  private static final int ID = 11211;

  private Memcached() {}

  static Recipe recipe() {
    List<RootStep> steps =
        BaseSystem.then(
            new ServiceAccount("memcache", ID, "/nonexistent", "/bin/false"),
            ImageFiles.entryPoint("memcached"));
    ImageSettings settings =
        new ImageSettings(
            List.of(ImageSettings.PATH),
            List.of("docker-entrypoint.sh"),
            List.of("memcached"),
            List.of("11211/tcp"),
            List.of(),
            "",
            "memcache",
            "");
    return new Recipe(
            "memcached",
            BaseSystem.with(
                List.of("memcached"),
                List.of("libsasl2-modules-db", "perl", "perl-base"),
                List.of()),
            List.of("etc/init.d/**"),
            steps,
            settings)
        .about("memcached");
  }
}
