package dev.harness.locate.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdMapperTest {
  private static final int PID = 4711;

  @TempDir Path directory;
  private Path process = Path.of("none");

  @BeforeEach
  void prepareProc() throws IOException {
    process = Files.createDirectories(directory.resolve("proc/" + PID));
    for (String map : List.of("uid_map", "gid_map", "setgroups")) {
      Files.writeString(process.resolve(map), "");
    }
    Files.createDirectories(directory.resolve("etc"));
    Files.createDirectories(directory.resolve("bin"));
  }

  @Test
  void mapsAllSubordinateIds() throws IOException {
    Files.writeString(directory.resolve("etc/subuid"), "other:1:2\ndev:100000:65536\n");
    Files.writeString(directory.resolve("etc/subgid"), "1000:200000:1000\ndev:300000:70000\n");
    program("newuidmap", "echo \"$@\" > " + directory + "/uids");
    program("newgidmap", "echo \"$@\" > " + directory + "/gids");

    mapper().map(PID);

    assertThat(directory.resolve("uids")).hasContent("4711 0 1000 1 1 100000 65536");
    assertThat(directory.resolve("gids"))
        .hasContent("4711 0 1001 1 1 200000 1000 1001 300000 64536");
    assertThat(process.resolve("uid_map")).isEmptyFile();
  }

  @Test
  void mapsOnlyRootWithoutSubordinateIds() throws IOException {
    program("getsubids", "exit 1");

    mapper().map(PID);

    assertThat(process.resolve("uid_map")).hasContent("0 1000 1");
    assertThat(process.resolve("gid_map")).hasContent("0 1001 1");
    assertThat(process.resolve("setgroups")).hasContent("deny");
  }

  @Test
  void asksTheDirectoryServiceWhenTheFilesHaveNothing() throws IOException {
    program("getsubids", "echo \"0: dev 500000 65536\"");
    program("newuidmap", "echo \"$@\" > " + directory + "/uids");
    program("newgidmap", "exit 0");

    mapper().map(PID);

    assertThat(directory.resolve("uids")).hasContent("4711 0 1000 1 1 500000 65536");
  }

  @Test
  void mapsOnlyRootWhenTheProgramsFail() throws IOException {
    Files.writeString(directory.resolve("etc/subuid"), "dev:100000:65536\n");
    Files.writeString(directory.resolve("etc/subgid"), "dev:100000:65536\n");
    program("newuidmap", "echo 'Could not set caps' >&2; exit 1");
    program("newgidmap", "exit 0");
    Files.writeString(process.resolve("gid_map"), "         0       1001          1\n");

    mapper().map(PID);

    assertThat(process.resolve("uid_map")).hasContent("0 1000 1");
    assertThat(Files.readString(process.resolve("gid_map")))
        .isEqualTo("         0       1001          1\n");
  }

  @Test
  void explainsThatNothingCanBeMapped() throws IOException {
    program("getsubids", "exit 1");
    Files.delete(process.resolve("uid_map"));
    Path sysctl = directory.resolve("proc/sys/kernel/apparmor_restrict_unprivileged_userns");
    Files.createDirectories(sysctl.getParent());
    Files.writeString(sysctl, "1\n");

    assertThatThrownBy(() -> mapper().map(PID))
        .isInstanceOf(BootException.class)
        .hasMessage(
            "Cannot start the engine: the user namespace cannot be given an id: no such file or"
                + " directory. AppArmor restricts user namespaces here"
                + " (kernel.apparmor_restrict_unprivileged_userns=1). Run once:"
                + " sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0.");
  }

  @Test
  void ignoresRangesThatAreNone() throws IOException {
    Files.writeString(
        directory.resolve("etc/subuid"), "dev:0:10\ndev:x:10\ndev:4294967290:100\ndev:5\n");
    program("getsubids", "exit 1");

    assertThat(subordinates().users()).isEmpty();
  }

  private IdMapper mapper() {
    return new IdMapper(user(), settings(), subordinates(), directory.resolve("proc"));
  }

  private SubordinateIds subordinates() {
    return new SubordinateIds(user(), settings(), directory.resolve("etc"));
  }

  private static CallingUser user() {
    return new CallingUser(1000, 1001, "dev");
  }

  private Settings settings() {
    return new Settings(Map.of("PATH", directory.resolve("bin").toString()), Map.of());
  }

  private void program(String name, String script) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
