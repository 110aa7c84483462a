package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of {@code docker run} about rights and surroundings. */
@ExtendWith(ApiExtension.class)
class DockerOptionsIT {
  @TempDir static Path home;

  @BeforeAll
  static void findDocker() {
    DockerCli.assumeThatItIsHere();
  }

  private static Ended docker(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).run(arguments);
  }

  private static String succeed(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).succeed(arguments);
  }

  /** What a script prints in a container with these options. */
  private static String run(Api api, String options, String script) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--network", "none"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of(Api.IMAGE, "sh", "-c", script));
    return succeed(api, command.toArray(String[]::new));
  }

  @ParameterizedTest(name = "docker run {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --cap-drop ALL --cap-add NET_ADMIN | grep CapEff /proc/self/status | CapEff: 0000000000001000
          --cap-add ALL --cap-drop CHOWN     | grep CapEff /proc/self/status | CapEff: 000001fffffffffe
          --privileged                       | grep CapEff /proc/self/status | CapEff: 000001ffffffffff
          --security-opt no-new-privileges   | grep NoNewPrivs /proc/self/status | NoNewPrivs: 1
          --security-opt seccomp=unconfined  | grep Seccomp: /proc/self/status | Seccomp: 0
          --security-opt systempaths=unconfined | grep -c /proc/keys /proc/mounts; true | 0
          --ulimit nofile=100:200            | echo $(ulimit -Sn) $(ulimit -Hn) | 100 200
          --sysctl net.core.somaxconn=77     | cat /proc/sys/net/core/somaxconn | 77
          --device /dev/zero:/dev/nothing    | stat -c %t:%T /dev/nothing | 1:5
          --group-add 1234                   | id -G | 0 1234
          --ipc none                         | grep -c /dev/shm /proc/mounts; true | 0
          --oom-score-adj 700                | cat /proc/self/oom_score_adj | 700
          --domainname example.org           | hostname -f; cat /proc/sys/kernel/domainname | example.org
          --init                             | echo $$ | 2
          --user 12:34                       | echo $(id -u):$(id -g) | 12:34
          --workdir /made/here               | pwd | /made/here
          --entrypoint echo                  | said | sh -c said
          --env ADDED=yes                    | echo $ADDED | yes
          --hostname named                   | hostname | named
          --read-only                        | touch /x 2>&1; true | Read-only file system
          --tmpfs /fast:size=1m              | stat -f -c '%T %b' /fast | tmpfs 256
          --shm-size 3m                      | stat -f -c '%b %S' /dev/shm | 768 4096
          """)
  void honours(String options, String script, String expected, Api api) throws IOException {
    assertThat(run(api, options, script).replaceAll("\\s+", " ")).endsWith(expected);
  }

  @Test
  void readsProfilesFromFiles(Api api) throws IOException {
    Path profile =
        Files.writeString(
            home.resolve("profile.json"),
            """
            {"defaultAction": "SCMP_ACT_ALLOW", "archMap": [
               {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}],
             "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO"}]}
            """);

    assertThat(run(api, "--security-opt seccomp=" + profile, "mkdir /tmp/x || echo refused"))
        .endsWith("refused");
  }

  @Test
  void joinsOtherContainers(Api api) throws IOException {
    succeed(api, "run", "-d", "--name", "donor", "--ipc", "shareable", Api.IMAGE, "sleep", "4321");

    assertThat(run(api, "--pid container:donor --ipc container:donor", "ps"))
        .contains("sleep 4321");
    succeed(api, "rm", "-f", "donor");
  }

  @Test
  void refusesWhatWouldOpenTheHost(Api api) throws IOException {
    assertThat(docker(api, "run", "--pid", "host", Api.IMAGE).errors())
        .contains("HostConfig.PidMode 'host' is not supported");
    assertThat(docker(api, "run", "--device", "/dev/nonesuch", Api.IMAGE).errors())
        .contains("error gathering device information while adding custom device");
    assertThat(docker(api, "run", "--sysctl", "kernel.core_pattern=x", Api.IMAGE).errors())
        .contains("not allowed");
  }

  @Test
  void rotatesLogsAndKeepsNone(Api api) throws IOException {
    String script = "i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done";
    succeed(
        api,
        "run",
        "--name",
        "rotated",
        "--log-opt",
        "max-size=10k",
        "--log-opt",
        "max-file=2",
        Api.IMAGE,
        "sh",
        "-c",
        script);
    succeed(api, "run", "--name", "silent", "--log-driver", "none", Api.IMAGE, "echo", "heard");

    List<String> lines = succeed(api, "logs", "rotated").lines().toList();
    assertThat(lines).hasSizeBetween(300, 1000).endsWith("line 1998", "line 1999");
    assertThat(docker(api, "logs", "silent").errors())
        .contains("configured logging driver does not support reading");
    succeed(api, "rm", "rotated", "silent");
  }

  @Test
  void listsByFiltersAndWithSizes(Api api) throws IOException {
    succeed(api, "create", "--name", "older", "--expose", "8080", "-v", "/data", Api.IMAGE, "true");
    succeed(
        api, "run", "--name", "newer", Api.IMAGE, "sh", "-c", "head -c 1000000 /dev/zero > /tmp/x");

    assertThat(names(api, "since=older")).containsExactly("newer");
    assertThat(names(api, "before=newer")).containsExactly("older");
    assertThat(names(api, "expose=8080/tcp")).containsExactly("older");
    assertThat(names(api, "expose=8000-9000")).containsExactly("older");
    assertThat(names(api, "volume=/data")).containsExactly("older");
    assertThat(names(api, "publish=8080")).isEmpty();
    assertThat(names(api, "health=none")).containsExactlyInAnyOrder("older", "newer");
    assertThat(names(api, "is-task=true")).isEmpty();
    assertThat(succeed(api, "ps", "-a", "-s", "--filter", "name=newer", "--format", "{{.Size}}"))
        .startsWith("1MB (virtual ");
    assertThat(succeed(api, "inspect", "-s", "-f", "{{.SizeRw}}", "newer")).isEqualTo("1000000");
    succeed(api, "rm", "-v", "older", "newer");
  }

  private static List<String> names(Api api, String filter) throws IOException {
    return succeed(api, "ps", "-a", "--filter", filter, "--format", "{{.Names}}").lines().toList();
  }

  @Test
  void inspectHasEveryField(Api api) throws IOException {
    succeed(api, "create", "--name", "inspected", Api.IMAGE, "true");

    String format =
        "{{.GraphDriver.Name}} {{.HostConfig.MemorySwappiness}} {{.HostConfig.Runtime}}"
            + " {{.HostConfig.CgroupnsMode}} {{.Config.OpenStdin}} {{.AppArmorProfile}}"
            + " {{.NetworkSettings.HairpinMode}}";

    assertThat(succeed(api, "inspect", "-f", format, "inspected"))
        .isEqualTo("overlay <nil> runc private false  false");
    succeed(api, "rm", "inspected");
  }
}
