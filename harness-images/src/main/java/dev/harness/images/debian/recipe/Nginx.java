package dev.harness.images.debian.recipe;

import java.util.List;

/**
 * The distribution's nginx, used like the image that people know from the registry: it serves
 * {@code /usr/share/nginx/html}, reads {@code /etc/nginx/conf.d}, fills in templates, and logs to
 * the container's output.
 */
final class Nginx {
  private static final int ID = 101;

  private Nginx() {}

  static Recipe recipe() {
    List<RootStep> steps =
        BaseSystem.then(
            new ServiceAccount("nginx", ID, "/nonexistent", "/bin/false"),
            new RootStep.MakeDirectory("var/cache/nginx", 0755, ID, ID),
            new RootStep.MakeLink("var/log/nginx/access.log", "/dev/stdout"),
            new RootStep.MakeLink("var/log/nginx/error.log", "/dev/stderr"),
            ImageFiles.file("etc/nginx/nginx.conf", "nginx/nginx.conf"),
            ImageFiles.file("etc/nginx/conf.d/default.conf", "nginx/default.conf"),
            ImageFiles.executable(
                "docker-entrypoint.d/20-envsubst-on-templates.sh",
                "nginx/20-envsubst-on-templates.sh"),
            new RootStep.MakeLink("docker-entrypoint.sh", "/usr/local/bin/docker-entrypoint.sh"),
            ImageFiles.entryPoint("nginx"));
    ImageSettings settings =
        new ImageSettings(
            List.of(ImageSettings.PATH),
            List.of("/docker-entrypoint.sh"),
            List.of("nginx", "-g", "daemon off;"),
            List.of("80/tcp"),
            List.of(),
            "",
            "",
            "SIGQUIT");
    return new Recipe(
            "nginx",
            BaseSystem.with(
                List.of("nginx", "gettext-base", "findutils"),
                List.of("iproute2", "passwd"),
                List.of()),
            List.of("etc/nginx/sites-*/**", "etc/init.d/**", "usr/share/vim/**"),
            steps,
            settings)
        .about("nginx");
  }
}
