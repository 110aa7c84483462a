package dev.harness.images.debian.recipe;

import java.util.List;

/** The distribution's Redis, used like the image that people know from the registry. */
final class Redis {
  private static final int ID = 999;

  private Redis() {}

  static Recipe recipe() {
    List<RootStep> steps =
        BaseSystem.then(
            new ServiceAccount("redis", ID, "/data", "/bin/sh"),
            new RootStep.MakeDirectory("data", 0755, ID, ID),
            ImageFiles.entryPoint("redis"));
    ImageSettings settings =
        new ImageSettings(
            List.of(ImageSettings.PATH),
            List.of("docker-entrypoint.sh"),
            List.of("redis-server"),
            List.of("6379/tcp"),
            List.of("/data"),
            "/data",
            "",
            "");
    return new Recipe(
            "redis",
            BaseSystem.with(List.of("redis-server"), List.of(), List.of()),
            List.of("etc/redis/**", "etc/init.d/**"),
            steps,
            settings)
        .about("redis-server");
  }
}
