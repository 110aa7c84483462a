package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests and containers that try to get what is not theirs: they are refused or get nothing, and
 * the engine goes on.
 */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class HostileRequestIT {
  private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");

  /** Refused when it is created or when it is started, or it does no harm. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          H25 | "WorkingDir":"/proc/self/fd/7"
          H25 | "WorkingDir":"/proc/self/cwd"
          H25 | "WorkingDir":"/proc/1/root/etc"
          H25 | "WorkingDir":"../.."
          H25 | "WorkingDir":"/etc/passwd/x"
          H26 | "Entrypoint":["/proc/self/exe"]
          H26 | "Entrypoint":["/proc/self/fd/3"]
          H26 | "Entrypoint":["/proc/1/exe"]
          H26 | "Entrypoint":["/dev/null"]
          H32 | "User":"root:x:y"
          H32 | "User":"4294967295"
          H32 | "User":"2147483648"
          H32 | "User":"-1"
          H32 | "User":" 0"
          H32 | "User":"0\\n0"
          H32 | "User":"$(id)"
          H33 | "Env":["A=b\\u0000c"]
          H33 | "Env":["=x"]
          H33 | "Env":["PATH="]
          H34 | "Hostname":"a/b"
          H34 | "Hostname":"a\\nb"
          H34 | "HostConfig":{"ExtraHosts":["a:1.2.3.4\\n6.6.6.6 b"]}
          H35 | "StopSignal":"SIGRTMAX+9"
          H35 | "StopSignal":"-9"
          H35 | "Healthcheck":{"Test":["CMD","true"],"Interval":1}
          H35 | "HostConfig":{"Sysctls":{"kernel.core_pattern":"x"}}
          H35 | "HostConfig":{"Sysctls":{"net.ipv4/../../kernel/core_pattern":"x"}}
          H36 | "HostConfig":{"Binds":["/etc:/.."]}
          H36 | "HostConfig":{"Binds":["/etc:/proc/self/attr"]}
          H36 | "HostConfig":{"Binds":["/etc:/../../x/../.."]}
          H38 | "HostConfig":{"CgroupParent":"../../x"}
          H38 | "HostConfig":{"PidMode":"container:self"}
          H38 | "HostConfig":{"Runtime":"unknown"}
          H38 | "HostConfig":{"UsernsMode":"host"}
          H38 | "HostConfig":{"Devices":[{"PathOnHost":"/dev/../etc/shadow","PathInContainer":"/dev/x","CgroupPermissions":"rwm"}]}
          H38 | "HostConfig":{"SecurityOpt":["seccomp=/etc/shadow"]}
          """)
  void refusesOrGivesNothing(String id, String fields, Api api) throws IOException {
    String before = Files.readString(CORE_PATTERN);
    RawResponse created =
        api.call(
            "POST /containers/create",
            "{\"Image\":\"%s\",\"Cmd\":[\"true\"],%s}".formatted(Api.IMAGE, fields));
    assertThat(created.status()).as(created.body()).isIn(201, 400, 404, 500);

    if (created.status() == 201) {
      String container = Api.read(created.body()).path("Id").asText();
      RawResponse started = api.call("POST /containers/%s/start".formatted(container));
      assertThat(started.status()).as(started.body()).isIn(204, 400, 500);
      Subject.remove(api, container);
    }

    assertThat(api.call("GET /_ping").status()).isEqualTo(200);
    assertThat(Files.readString(CORE_PATTERN)).isEqualTo(before);
  }

  /** As much as a request may ask for does not reach the host. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          H42 | echo x >/proc/sys/kernel/core_pattern
          H42 | echo b >/proc/sysrq-trigger
          H42 | echo x >/sys/kernel/uevent_helper
          H42 | echo 1 >/proc/sys/vm/drop_caches
          H43 | mknod /tmp/disk b 8 0 && cat /tmp/disk
          H43 | mount -o remount,rw /proc/sys && echo x >/proc/sys/kernel/core_pattern
          H43 | mkdir -p /tmp/r && mount -t sysfs none /tmp/r && echo x >/tmp/r/kernel/uevent_helper
          H43 | mkdir -p /tmp/r && mount -t devtmpfs none /tmp/r && ls /tmp/r/mem
          H46 | kill -9 $PPID
          H46 | nice -n -20 true
          """)
  void privilegedContainersDoNotReachTheHost(String id, String attack, Api api) throws IOException {
    String before = Files.readString(CORE_PATTERN);

    new Confined(api).refuses("'Privileged':true", attack);

    assertThat(Files.readString(CORE_PATTERN)).isEqualTo(before);
    assertThat(api.call("GET /_ping").status()).isEqualTo(200);
  }

  /** What has gone into the background ends too (H51). */
  @Test
  @Timeout(60)
  void h51NothingOutlivesTheFirstProcess(Api api) throws IOException {
    String container =
        api.json(
                "POST /containers/create",
                "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"setsid sh -c 'while :; do echo alive; touch /said; sleep 0.1; done' & until test -e /said; do sleep 0.1; done\"]}"
                    .formatted(Api.IMAGE))
            .path("Id")
            .asText();
    api.call("POST /containers/%s/start".formatted(container));

    api.json("POST /containers/%s/wait".formatted(container));

    String first = api.call("GET /containers/%s/logs?stdout=1".formatted(container)).body();
    assertThat(first).contains("alive");
    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(container)).body())
        .isEqualTo(first);
    Subject.remove(api, container);
  }

  /** Paths of archives lead nowhere out of the container (H67). */
  @ParameterizedTest
  @CsvSource({
    "../../../../etc/hostname",
    "/proc/1/root/../../../etc/hostname",
    "/leads/out/hostname"
  })
  void h67ArchivesStayInTheContainer(String path, Api api) throws IOException {
    String container =
        api.json(
                "POST /containers/create",
                "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"mkdir /leads; ln -s ../../../../etc /leads/out; sleep 1000\"],\"Hostname\":\"of-the-container\"}"
                    .formatted(Api.IMAGE))
            .path("Id")
            .asText();
    api.call("POST /containers/%s/start".formatted(container));
    String canary = Files.readString(Path.of("/etc/hostname")).strip();

    RawResponse archive =
        api.call("GET /containers/%s/archive?path=%s".formatted(container, Api.encoded(path)));

    assertThat(archive.status()).isIn(200, 400, 404);
    assertThat(archive.body()).doesNotContain(canary + "\n");
    Subject.remove(api, container);
  }
}
