package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.Ended;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /build}, by Docker's command line and byte by byte. */
@ExtendWith(ApiExtension.class)
class BuildContractIT {
  private static final Pattern RUNNING = Pattern.compile("---> Running in ([0-9a-f]{12})");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;
  @TempDir private Path context;

  private Ended build(Api api, String dockerfile, String... options) throws IOException {
    DockerCli.assumeThatItIsHere();
    Files.writeString(context.resolve("Dockerfile"), dockerfile.replace("BASE", Api.IMAGE));
    String[] command = new String[options.length + 2];
    command[0] = "build";
    System.arraycopy(options, 0, command, 1, options.length);
    command[command.length - 1] = context.toString();
    return new DockerCli(api.socket(), home).run(command);
  }

  private String run(Api api, String image, String script) throws IOException {
    return new DockerCli(api.socket(), home)
        .succeed("run", "--rm", "--user", "0", image, "sh", "-c", script);
  }

  @Test
  void copiesBetweenStagesWithOwnersAndModes(Api api) throws IOException {
    Files.writeString(context.resolve("a.txt"), "of the context");
    Files.createDirectories(context.resolve("dir/sub"));
    Files.writeString(context.resolve("dir/sub/b.txt"), "below");
    Files.createSymbolicLink(context.resolve("dir/link"), Path.of("sub/b.txt"));

    Ended built =
        build(
            api,
            """
            FROM BASE AS first
            ARG WHO=nobody
            COPY --chmod=640 a.txt /made/
            RUN echo "$WHO" > /made/who && mkdir -m 750 /made/d && chown 5:6 /made/d
            FROM first AS unused
            RUN false
            FROM BASE
            COPY --from=first --chown=1000:2000 /made /copied
            COPY dir /srv/dir/
            COPY d*r/sub/?.txt single
            RUN test -L /srv/dir/link && rm /srv/dir/link
            """,
            "--build-arg",
            "WHO=somebody",
            "-t",
            "built/stages:1");

    assertThat(built.exitCode()).as(built.toString()).isZero();
    assertThat(
            run(
                api,
                "built/stages:1",
                "cat /copied/who /srv/dir/sub/b.txt /single; ls /srv/dir;"
                    + " stat -c '%n %u:%g %a' /copied /copied/a.txt /copied/d /single"))
        .isEqualTo(
            """
            somebody
            belowbelowsub
            /copied 1000:2000 755
            /copied/a.txt 1000:2000 640
            /copied/d 1000:2000 750
            /single 0:0 644\
            """);
  }

  @Test
  void doesOnlyStepsAnewWhoseFilesAreOthers(Api api) throws IOException {
    String dockerfile = "FROM BASE\nRUN echo cached > /x\nCOPY a.txt /a.txt\nRUN cat /a.txt\n";
    Path file = Files.writeString(context.resolve("a.txt"), "one " + context);
    Ended first = build(api, dockerfile);

    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    Ended touched = build(api, dockerfile);
    Files.writeString(file, "two " + context);
    Ended changed = build(api, dockerfile);
    Ended fresh = build(api, dockerfile, "--no-cache");

    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(touched.output().split("Using cache", -1)).as(touched.output()).hasSize(4);
    assertThat(changed.output()).contains("Using cache").contains("Running in").contains("two");
    assertThat(fresh.output()).doesNotContain("Using cache");
  }

  @Test
  void tellsCodeAndLineOfACommandThatFails(Api api) throws IOException {
    Ended failed = build(api, "FROM BASE\n\nRUN echo before; \\\n  exit 7\n");

    assertThat(failed.exitCode()).isEqualTo(7);
    assertThat(failed.output()).contains("before");
    assertThat(failed.errors())
        .contains("The command '/bin/sh -c echo before;   exit 7' returned a non-zero code: 7")
        .contains("(line 3: RUN echo before;   exit 7)");
    assertThat(api.call("GET /containers/%s/json".formatted(container(failed.output()))).status())
        .isEqualTo(404);
  }

  private static String container(String output) {
    Matcher running = RUNNING.matcher(output);
    assertThat(running.find()).as(output).isTrue();
    return running.group(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROM BASE\\nCOPY nonesuch /x            | COPY failed: file not found: stat nonesuch
          FROM BASE\\nCOPY out /x                 | COPY failed: file not found: stat out
          FROM BASE\\nCOPY up/etc/passwd /x       | COPY failed: file not found: stat up/etc/passwd
          FROM BASE\\nCOPY a* b* /x               | no source files were found for b*
          FROM BASE\\nADD http://a/b /x           | line 2: ADD: files from addresses are not supported (http://a/b)
          FROM BASE\\nRUN --mount=type=cache ls   | line 2: RUN: the flag --mount is not supported
          FROM BASE\\nFETCH x                     | line 2: unknown instruction: FETCH
          FROM BASE\\nCOPY --chown=nobodyelse a.txt / | COPY failed: unable to find user nobodyelse
          FROM BASE\\nRUN ln -s / /l\\nCOPY a.txt /bin/sh/x | COPY failed: /bin/sh is not a directory in the image
          FROM scratch                             | No image was generated
          """)
  void tellsWhatCannotBeDone(String dockerfile, String reason, Api api) throws IOException {
    Files.writeString(context.resolve("a.txt"), "a");
    Files.createSymbolicLink(context.resolve("out"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(context.resolve("up"), Path.of("../../../../../.."));

    Ended failed = build(api, dockerfile.replace("\\n", "\n"));

    assertThat(failed.exitCode()).as(failed.toString()).isNotZero();
    assertThat(failed.errors() + failed.output()).contains(reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "version=2, set DOCKER_BUILDKIT=0",
    "remote=https://example.org/a.git, remote of a build is not supported",
    "squash=1, squash of a build is not supported",
    "cgroupparent=x, cgroupparent of a build is not supported",
    "buildargs=x, invalid value of buildargs",
    "t=UPPER, invalid reference format",
    "memory=x, invalid value 'x' of parameter memory",
  })
  void refusesParametersByName(String parameter, String message, Api api) throws IOException {
    RawResponse refused = api.call("POST /build?" + parameter, tar("Dockerfile", "FROM scratch"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(message);
  }

  @Test
  void refusesContextsThatLeadOut(Api api) throws IOException {
    RawResponse refused = api.call("POST /build", tar("../Dockerfile", "FROM scratch"));
    RawResponse garbage =
        api.call("POST /build", "no archive".repeat(100).getBytes(StandardCharsets.UTF_8));

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.body()).contains("the archive's entry ../Dockerfile leaves its directory");
    assertThat(garbage.status()).isGreaterThanOrEqualTo(400);
    assertThat(garbage.body()).contains("cannot read the build context");
  }

  @Test
  @Timeout(60)
  void endsWhatRunsWhenTheClientHangsUp(Api api) throws IOException {
    byte[] archive = tar("Dockerfile", "FROM %s\nRUN sleep 1000\n".formatted(Api.IMAGE));
    String container;
    try (RawClient client = api.connect()) {
      client.send(
          "POST /build?nocache=1 HTTP/1.1\r\nHost: engine\r\nContent-Length: %d\r\n\r\n"
              .formatted(archive.length));
      client.send(archive);
      container = container(readUntilRunning(client));
    }

    Instant deadline = Instant.now().plus(PATIENCE);
    while (api.call("GET /containers/%s/json".formatted(container)).status() != 404) {
      assertThat(Instant.now()).as("container %s is there", container).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private static String readUntilRunning(RawClient client) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!RUNNING.matcher(read).find()) {
      read.append(client.line());
    }
    return read.toString();
  }

  private static byte[] tar(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
