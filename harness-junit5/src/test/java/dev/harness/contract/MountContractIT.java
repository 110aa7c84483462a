package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Binds, volumes and memory in containers, and the routes of volumes (C5, C6, C7, C10, C28, C29). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class MountContractIT {
  @TempDir Path host;

  @BeforeEach
  void openTheWay() throws IOException {
    Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void bindsADirectoryOfTheHost(Api api) throws IOException {
    Files.writeString(host.resolve("given"), "from the host\n");

    String output =
        run(api, binds(host + ":/data"), "cat /data/given; echo from inside >/data/made; id -u");

    assertThat(output).contains("from the host\n");
    assertThat(host.resolve("made")).hasContent("from inside\n");
    assertThat(Files.getOwner(host.resolve("made"))).isEqualTo(Files.getOwner(host));
  }

  @Test
  void bindsAFileOfTheHost(Api api) throws IOException {
    Path file = Files.writeString(host.resolve("app.conf"), "key=value\n");

    String output = run(api, binds(file + ":/etc/app/app.conf:ro"), "cat /etc/app/app.conf");

    assertThat(output).contains("key=value\n");
  }

  @Test
  void keepsAReadOnlyBindReadOnly(Api api) throws IOException {
    String output =
        run(
            api,
            "\"CapAdd\":[\"SYS_ADMIN\"]," + binds(host + ":/data:ro"),
            "touch /data/x; mount -o remount,rw,bind /data; touch /data/y; umount /data; ls /data");

    assertThat(output).contains("/data/x: Read-only file system");
    assertThat(host).isEmptyDirectory();
  }

  @Test
  void makesAMissingDirectoryOfABind(Api api) throws IOException {
    run(api, binds(host.resolve("new/one") + ":/data"), "true");

    assertThat(host.resolve("new/one")).isDirectory();
  }

  @Test
  void refusesToMountAFileOnADirectory(Api api) throws IOException {
    Path file = Files.writeString(host.resolve("file"), "");

    RawResponse response = create(api, binds(file + ":/etc"), "true");

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("Are you trying to mount a directory onto a file (or vice-versa)?");
  }

  @Test
  void mountsInADirectoryThatIsMounted(Api api) throws IOException {
    run(
        api,
        binds(host + ":/app", "inner:/app/node_modules"),
        "echo x >/app/node_modules/x; echo y >/app/y");

    assertThat(host.resolve("node_modules")).isEmptyDirectory();
    assertThat(host.resolve("y")).exists();
    api.call("DELETE /volumes/inner");
  }

  @Test
  void copiesIntoAVolumeAndOutOfIt(Api api) throws IOException {
    String id = created(api, binds("copied:/data"), "cat /data/note");
    byte[] archive = ArchiveContractIT.archive("note", "put there before the start\n");

    api.call("PUT /containers/%s/archive?path=/data".formatted(id), archive);

    assertThat(output(api, id)).contains("put there before the start\n");
    api.call("DELETE /volumes/copied");
  }

  @Test
  void exportsNothingOfWhatIsMounted(Api api) throws IOException {
    Files.writeString(host.resolve("secret-of-the-host"), "");
    String id = created(api, binds(host + ":/data"), "true");

    String archive = api.call("GET /containers/%s/export".formatted(id)).body();

    assertThat(archive).contains("data/").doesNotContain("secret-of-the-host");
    api.call("DELETE /containers/" + id);
  }

  @Test
  void beginsAVolumeAsWhatTheImageHasThere(Api api) throws IOException {
    String output =
        run(api, binds("begun:/etc"), "grep -c root /etc/passwd; ls -ld /etc; cat /etc/hostname");

    assertThat(output).contains("1\n").containsPattern("drwxr-xr-x.* root +root .*/etc");
    api.call("DELETE /volumes/begun");
  }

  @Test
  void leavesAVolumeEmptyWhereThatIsAskedFor(Api api) throws IOException {
    String output = run(api, binds("bare:/etc/init.d:nocopy"), "ls -a /etc/init.d | wc -l");

    assertThat(output).contains("2\n");
    api.call("DELETE /volumes/bare");
  }

  @Test
  void sharesANamedVolumeAndKeepsIt(Api api) throws IOException {
    String first = created(api, binds("shared:/a"), "sleep 1000");
    api.call("POST /containers/%s/start".formatted(first));

    run(api, binds("shared:/b"), "echo written by another >/b/note");
    RawResponse inUse = api.call("DELETE /volumes/shared");
    api.call("DELETE /containers/%s?force=1&v=1".formatted(first));

    AnswerAssert.assertThat(inUse).hasStatus(409).says("volume is in use - [" + first + "]");
    assertThat(run(api, binds("shared:/c:ro"), "cat /c/note")).contains("written by another\n");
    assertThat(api.call("DELETE /volumes/shared").status()).isEqualTo(204);
    assertThat(api.call("GET /volumes/shared").status()).isEqualTo(404);
  }

  @Test
  void removesAnonymousVolumesWithTheirContainer(Api api) throws IOException {
    String id =
        api.json("POST /containers/create", body("", "true", "\"Volumes\":{\"/data\":{}},"))
            .path("Id")
            .asText();
    JsonNode mount = api.json("GET /containers/%s/json".formatted(id)).path("Mounts").path(0);
    String name = mount.path("Name").asText();

    assertThat(name).hasSize(64);
    assertThat(mount.path("Destination").asText()).isEqualTo("/data");
    assertThat(api.call("GET /volumes/" + name).status()).isEqualTo(200);
    api.call("DELETE /containers/%s?v=1".formatted(id));
    assertThat(api.call("GET /volumes/" + name).status()).isEqualTo(404);
  }

  @Test
  void givesTheMountsOfAnother(Api api) throws IOException {
    String from = created(api, binds(host + ":/data", "lent:/more"), "true");

    run(api, "\"VolumesFrom\":[\"" + from + "\"]", "echo x >/data/x; echo y >/more/y");
    String readOnly = run(api, "\"VolumesFrom\":[\"" + from + ":ro\"]", "touch /data/z /more/z");

    assertThat(host.resolve("x")).hasContent("x\n");
    assertThat(readOnly).contains("/data/z: Read-only").contains("/more/z: Read-only");
    api.call("DELETE /containers/" + from);
    api.call("DELETE /volumes/lent");
  }

  @Test
  void mountsMemoryThatIsEmptyAtEachStart(Api api) throws IOException {
    String host = "\"Tmpfs\":{\"/cache\":\"size=1m,mode=700\"}";
    String id =
        created(
            api,
            host,
            "ls /cache; grep ' /cache ' /proc/mounts; stat -c %a /cache; echo x >/cache/left");

    output(api, id, false);
    String second = output(api, id, true);

    assertThat(second)
        .contains("tmpfs /cache tmpfs rw,nosuid,nodev,noexec,relatime,size=1024k,mode=700")
        .doesNotContain("left");
  }

  @Test
  void takesMemoryInPlaceOfADefault(Api api) throws IOException {
    String output =
        run(
            api,
            "\"Tmpfs\":{\"/dev/shm\":\"size=2m\"}," + binds("lock:/dev/lock"),
            "grep -c ' /dev/shm ' /proc/mounts; df -k /dev/shm | tail -1; echo x >/dev/lock/x");

    assertThat(output).contains("1\n").containsPattern("2048 .*/dev/shm");
    api.call("DELETE /volumes/lock");
  }

  @Test
  void writesNothingIntoAReadOnlyRoot(Api api) throws IOException {
    String output =
        run(
            api,
            "\"ReadonlyRootfs\":true,\"Tmpfs\":{\"/tmp\":\"\"}," + binds("kept:/data"),
            "touch /x /etc/hosts; touch /tmp/x /data/x /dev/shm/x && echo elsewhere is fine");

    assertThat(output)
        .contains("/x: Read-only file system")
        .contains("/etc/hosts: Read-only file system")
        .contains("elsewhere is fine\n");
    api.call("DELETE /volumes/kept");
  }

  @Test
  void leadsNoLinkOfTheImageOutOfTheRoot(Api api) throws IOException {
    String id = created(api, "", "sh -c 'ln -s /../../../../etc /out'");
    output(api, id, false);

    String output =
        run(api, "\"VolumesFrom\":[]," + binds(host + ":/lib/../var/x"), "ls -d /var/x");

    assertThat(output).contains("/var/x\n");
    api.call("DELETE /containers/" + id);
  }

  /** Neither what the host mounts later nor what a container mounts is seen by the other. */
  @Test
  void c4MountsComeFromNowhereAndGoNowhere(Api api) throws IOException {
    String output = run(api, binds(host + ":/data"), "cut -d' ' -f5,7,8 /proc/self/mountinfo");

    assertThat(output.lines())
        .anyMatch(line -> line.contains("/data -"))
        .noneMatch(line -> line.contains("shared:") || line.contains("master:"));
  }

  @Test
  void c4FileCreationMaskIsTheUsualOne(Api api) throws IOException {
    assertThat(run(api, "", "umask")).contains("0022");
  }

  /** A mount of the host keeps its flags, which nobody in a user namespace may take from it. */
  @Test
  void c8BindsKeepTheFlagsOfTheirSource(Api api) throws IOException {
    assumeThat(Files.readAllLines(Path.of("/proc/self/mounts")))
        .as("needs /sys with the flags that it usually has")
        .anyMatch(line -> line.matches("\\S+ /sys sysfs r[ow],nosuid,nodev,noexec.*"));

    String output =
        run(api, binds("/sys/class:/data", "/sys/class:/read-only:ro"), "cat /proc/mounts");

    assertThat(output)
        .containsPattern(" /data sysfs r[ow],nosuid,nodev,noexec")
        .containsPattern(" /read-only sysfs ro,nosuid,nodev,noexec");
  }

  @Test
  void mountsInMemoryAndOfTheHostByOptionsOfTheDriver(Api api) throws IOException {
    api.json(
        "POST /volumes/create",
        "{\"Name\":\"fast\",\"DriverOpts\":{\"type\":\"tmpfs\",\"device\":\"tmpfs\",\"o\":\"size=1m\"}}");
    api.json(
        "POST /volumes/create",
        "{\"Name\":\"there\",\"DriverOpts\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"%s\"}}"
            .formatted(host));

    String output = run(api, binds("fast:/fast", "there:/there"), "df -k /fast; touch /there/x");

    assertThat(output).containsPattern("tmpfs +1024 .*/fast");
    assertThat(host.resolve("x")).exists();
    api.call("DELETE /volumes/fast");
    api.call("DELETE /volumes/there");
  }

  @Test
  void listsAndPrunesVolumes(Api api) throws IOException {
    api.json("POST /volumes/create", "{\"Name\":\"listed\",\"Labels\":{\"team\":\"db\"}}");
    String anonymous = api.json("POST /volumes/create", "{}").path("Name").asText();

    String byLabel =
        api.call("GET /volumes?filters=" + Api.encoded("{\"label\":[\"team=db\"]}")).body();
    JsonNode pruned = api.json("POST /volumes/prune");
    JsonNode prunedAll =
        api.json(
            "POST /volumes/prune?filters=" + Api.encoded("{\"all\":[\"1\"],\"label\":[\"team\"]}"));

    assertThat(Api.read(byLabel).path("Volumes").findValuesAsText("Name"))
        .containsExactly("listed");
    assertThat(pruned.path("VolumesDeleted").toString())
        .contains(anonymous)
        .doesNotContain("listed");
    assertThat(prunedAll.path("VolumesDeleted").toString()).isEqualTo("[\"listed\"]");
  }

  private static String binds(String... binds) {
    return "\"Binds\":[\"" + String.join("\",\"", binds) + "\"]";
  }

  private static String body(String host, String script, String more) {
    return """
    {"Image":"%s","Cmd":["sh","-c","%s"],%s"HostConfig":{"NetworkMode":"none"%s}}\
    """
        .formatted(Api.IMAGE, script, more, host.isEmpty() ? "" : "," + host);
  }

  private static RawResponse create(Api api, String host, String script) throws IOException {
    return api.call("POST /containers/create", body(host, script, ""));
  }

  private static String created(Api api, String host, String script) throws IOException {
    return api.json("POST /containers/create", body(host, script, "")).path("Id").asText();
  }

  private static String run(Api api, String host, String script) throws IOException {
    return output(api, created(api, host, script));
  }

  private static String output(Api api, String id) throws IOException {
    return output(api, id, true);
  }

  private static String output(Api api, String id, boolean last) throws IOException {
    RawResponse started = api.call("POST /containers/%s/start".formatted(id));
    assertThat(started.status()).as(started.body()).isEqualTo(204);
    api.call("POST /containers/%s/wait".formatted(id));
    String output = api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    if (last) {
      api.call("DELETE /containers/%s?v=1".formatted(id));
    }
    return output;
  }
}
