package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images whose files are not what a runtime expects there: nothing of the host is read or changed. */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
@Timeout(60)
class HostileImageIT {
  private static final String LOOK =
      "for d in / /dev /proc /sys /etc /run /vol; do ls $d; cat $d/secret; echo x >$d/made; done";

  @TempDir private Path host;

  @BeforeEach
  void putSomethingThere() throws IOException {
    Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(host.resolve("secret"), "content of the canary");
  }

  /** A link that leads to the host, where the engine is to mount, make or read something. */
  @ParameterizedTest(name = "{0}: {1} leads to {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          H27 | dev               | HOST          | -
          H27 | dev               | ../../../HOST | -
          H28 | proc              | HOST          | -
          H28 | sys               | HOST          | -
          H29 | vol               | HOST          | "Volumes":{"/vol":{}}
          H29 | vol               | /..           | "Volumes":{"/vol/made":{}}
          H29 | vol               | HOST          | "HostConfig":{"Tmpfs":{"/vol/made":""}}
          H30 | etc               | HOST          | -
          H30 | etc/hosts         | HOST/secret   | -
          H30 | etc/resolv.conf   | /proc/1/root/HOST/secret | -
          H30 | etc/mtab          | HOST/secret   | -
          H30 | .dockerenv        | HOST/secret   | -
          H30 | run               | /             | -
          H31 | etc/passwd        | HOST/secret   | "User":"nobody"
          H25 | work              | HOST          | "WorkingDir":"/work"
          H25 | work              | /proc/self/fd | "WorkingDir":"/work/3"
          H26 | run-me            | /proc/self/exe | "Entrypoint":["/run-me"]
          """)
  void linksLeadNowhere(String id, String name, String target, String fields, Api api)
      throws IOException {
    byte[] archive = archive(name, TarConstants.LF_SYMLINK, target.replace("HOST", host + ""), "");

    runAndExpectNothing(api, archive, fields);
  }

  /** Something else than a directory or a file. */
  @ParameterizedTest(name = "{0}: {1} of kind {2} holds {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          H27 | dev        | 0 | no directory          | -
          H28 | proc       | 0 | no directory          | -
          H31 | etc/passwd | 6 | -                     | "User":"nobody"
          H31 | etc/group  | 6 | -                     | "User":"0:staff"
          H31 | etc/passwd | 0 | x:x:4294967296:0::/:  | "User":"x"
          H31 | etc/passwd | 0 | 1000:x:0:0::/:        | "User":"1000"
          H31 | etc/passwd | 0 | a:::                  | "User":"a"
          H31 | etc/passwd | 0 | x:x:-1:0x0::/:        | "User":"x"
          H26 | run-me     | 0 | #!/no/such/program    | "Entrypoint":["/run-me"]
          H26 | run-me     | 0 | #!/proc/self/exe      | "Entrypoint":["/run-me"]
          """)
  void otherFilesAreNoTrap(
      String id, String name, char kind, String content, String fields, Api api)
      throws IOException {
    runAndExpectNothing(
        api, archive(name, (byte) kind, "", content == null ? "" : content), fields);
  }

  private void runAndExpectNothing(Api api, byte[] archive, String fields) throws IOException {
    String donor = Subject.CREATED.make(api);
    RawResponse put = api.call("PUT /containers/%s/archive?path=/".formatted(donor), archive);
    assertThat(put.status()).as(put.body()).isIn(200);
    api.json("POST /commit?repo=hostile&container=" + donor);
    Subject.remove(api, donor);

    RawResponse created =
        api.call(
            "POST /containers/create",
            "{\"Image\":\"hostile\",\"Cmd\":[\"sh\",\"-c\",\"%s\"]%s}"
                .formatted(LOOK, fields == null ? "" : "," + fields));
    assertThat(created.status()).as(created.body()).isIn(201, 400, 500);
    if (created.status() == 201) {
      expectNothing(api, Api.read(created.body()).path("Id").asText());
    }

    assertThat(host.toFile().list()).containsExactly("secret");
    assertThat(host.resolve("secret")).hasContent("content of the canary");
    assertThat(api.call("GET /_ping").status()).isEqualTo(200);
    api.call("DELETE /images/hostile?force=1");
  }

  private static void expectNothing(Api api, String container) throws IOException {
    RawResponse started = api.call("POST /containers/%s/start".formatted(container));
    assertThat(started.status()).as(started.body()).isIn(204, 400, 500);
    if (started.status() == 204) {
      api.call("POST /containers/%s/wait".formatted(container));
      assertThat(api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(container)).body())
          .doesNotContain("content of the canary");
    }
    for (String path : new String[] {"/etc/hosts", "/etc/passwd", "/dev/secret", "/vol/secret"}) {
      assertThat(api.call("GET /containers/%s/archive?path=%s".formatted(container, path)).body())
          .doesNotContain("content of the canary");
    }
    Subject.remove(api, container);
  }

  private static byte[] archive(String name, byte kind, String target, String content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name, kind);
      entry.setLinkName(target);
      entry.setMode(0755);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
