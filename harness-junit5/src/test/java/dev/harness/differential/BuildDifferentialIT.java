package dev.harness.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.acceptance.Ended;
import dev.harness.contract.Api;
import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same Dockerfile gives the same image on Debian's dockerd and on our engine. */
class BuildDifferentialIT {
  private static final String DOCKERFILE =
      """
      ARG TAG=latest
      FROM debian.internal/busybox:$TAG AS first
      ARG WHO=world
      ENV A=1 B="two words" C=${WHO:-x}
      LABEL a=b "c d"='e f'
      SHELL ["/bin/sh", "-e", "-c"]
      RUN mkdir -p /made/deep && echo "$WHO $A" > /made/deep/file && chmod 600 /made/deep/file
      WORKDIR /work/$A
      WORKDIR below
      RUN pwd > where
      ONBUILD RUN echo built > /onbuild
      FROM first
      COPY a.txt dir/ ./into/
      COPY dir /dir
      COPY --chown=12:34 a.txt /own/a
      COPY --from=first /made/deep /copied
      ADD archive.tar /unpacked
      USER 12:34
      EXPOSE 80/tcp 53/udp
      VOLUME ["/data", "/more"]
      STOPSIGNAL SIGINT
      HEALTHCHECK --interval=5s --retries=2 CMD true
      ENTRYPOINT ["sh", "-c"]
      CMD ["id"]
      """;
  private static final String LOOK =
      "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /etc \\) -prune -o"
          + " -newer /bin/busybox -print | sort | xargs stat -c '%n %F %a %u:%g %N';"
          + " cat /made/deep/file /work/1/below/where /onbuild";

  @TempDir private Path directory;

  @Test
  void makesTheSameImage() throws IOException {
    DockerCli.assumeThatItIsHere();
    Path context = context();
    try (DockerDaemon daemon = DockerDaemon.startForContainers(directory.resolve("docker"));
        Api ours = Api.start()) {
      Path home = Files.createDirectory(directory.resolve("home"));
      DockerCli docker = new DockerCli(daemon.socket(), home);
      docker.loadFromOurs(List.of(Api.IMAGE));
      DockerCli engine = new DockerCli(ours.socket(), home);

      for (DockerCli each : List.of(docker, engine)) {
        each.succeed("build", "--network=none", "-t", "both:1", context.toString());
      }

      SoftAssertions both = new SoftAssertions();
      both.assertThat(config(engine)).isEqualTo(config(docker));
      both.assertThat(history(engine)).isEqualTo(history(docker));
      both.assertThat(files(engine)).isEqualTo(files(docker));
      both.assertAll();
    }
  }

  private Path context() throws IOException {
    Path context = Files.createDirectory(directory.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
    Files.writeString(context.resolve("a.txt"), "a");
    Path below = Files.createDirectories(context.resolve("dir/sub"));
    Files.writeString(below.resolve("b.txt"), "b");
    Files.createSymbolicLink(context.resolve("dir/link"), Path.of("sub/b.txt"));
    Ended unused =
        Ended.run(
            new ProcessBuilder("tar", "-cf", "archive.tar", "dir").directory(context.toFile()),
            directory);
    return context;
  }

  private static ObjectNode config(DockerCli cli) throws IOException {
    ObjectNode config =
        (ObjectNode) Api.read(cli.succeed("inspect", "-f", "{{json .Config}}", "both:1"));
    config.remove(
        List.of(
            "Hostname",
            "Domainname",
            "AttachStdin",
            "AttachStdout",
            "AttachStderr",
            "Tty",
            "OpenStdin",
            "StdinOnce",
            "Image"));
    // Our engine keeps these, but does not show them.
    config.remove(List.of("Shell", "OnBuild"));
    config.properties().removeIf(part -> part.getValue().isNull());
    return config;
  }

  private static List<String> history(DockerCli cli) throws IOException {
    return cli.succeed("history", "--no-trunc", "--format", "{{.CreatedBy}}", "both:1")
        .lines()
        .map(line -> line.replaceAll("(file|dir|multi):[0-9a-f]{64}", "$1:DIGEST"))
        // Docker shows it in the form that its structures have in memory.
        .map(line -> line.replaceAll("HEALTHCHECK .*", "HEALTHCHECK"))
        .toList();
  }

  private static List<String> files(DockerCli cli) throws IOException {
    return cli.succeed(
            "run", "--rm", "--network=none", "--user=0", "--entrypoint=sh", "both:1", "-c", LOOK)
        .lines()
        .toList();
  }
}
