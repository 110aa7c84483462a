package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.OuterContainer;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces, devices and an init, as containers find them (C1, C11, C12, C32). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class SharingContractIT {
  private static final String SLEEP = "sleep 1000";

  @Test
  void sharesMemoryAndQueuesWithOneThatAllowsIt(Api api) throws IOException {
    Confined containers = new Confined(api);
    String donor =
        containers.started(
            "'IpcMode':'shareable'", "echo shared > /dev/shm/x; echo written; " + SLEEP);
    api.awaitLog(donor, Pattern.compile("written\n"));
    String mode = "'IpcMode':'container:%s'".formatted(donor);

    String output = containers.output(mode, "cat /dev/shm/x; readlink /proc/self/ns/ipc");

    String ipc = output.substring(output.indexOf("ipc:["), output.lastIndexOf(']') + 1);
    assertThat(output).contains("shared");
    assertThat(exec(api, donor, "readlink /proc/self/ns/ipc")).contains(ipc);
    Subject.remove(api, donor);
  }

  @RepeatedTest(10)
  void namesTheStepThatFailsEarly(Api api) throws IOException {
    OuterContainer.assumeThatSettingsCanBeWritten();
    String id =
        new Confined(api)
            .created("'Sysctls':{'kernel.msgmax':'nonsense'}", List.of("true"))
            .path("Id")
            .asText();

    RawResponse response = api.call("POST /containers/%s/start".formatted(id));

    AnswerAssert.assertThat(response).hasStatus(500).says("/proc/sys/kernel/msgmax: EINVAL");
    Subject.remove(api, id);
  }

  @Test
  void refusesToJoinPrivateMemory(Api api) throws IOException {
    String donor = new Confined(api).started("", SLEEP);

    RawResponse response = create(api, "\"IpcMode\":\"container:%s\"".formatted(donor));

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("non-shareable IPC (hint: use IpcMode:sha");
    Subject.remove(api, donor);
  }

  @Test
  @Timeout(30)
  void runsAmongTheProcessesOfAnotherAndLeavesNoneBehind(Api api) throws IOException {
    Confined containers = new Confined(api);
    String donor = containers.started("", "sleep 4321");
    String mode = "'PidMode':'container:%s'".formatted(donor);

    String output = containers.output(mode, "sleep 1234 & ps; exit 0");

    assertThat(output).contains("sleep 4321").contains("sleep 1234");
    assertThat(exec(api, donor, "ps")).contains("sleep 4321").doesNotContain("sleep 1234");
    Subject.remove(api, donor);
  }

  @Test
  void refusesToJoinWhatDoesNotRun(Api api) throws IOException {
    String donor = Subject.CREATED.make(api);
    String id =
        new Confined(api)
            .created("'PidMode':'container:%s'".formatted(donor), List.of("true"))
            .path("Id")
            .asText();

    RawResponse response = api.call("POST /containers/%s/start".formatted(id));

    AnswerAssert.assertThat(response)
        .hasStatus(409)
        .says("cannot join PID of a non running container");
    Subject.remove(api, id);
    Subject.remove(api, donor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IpcMode", "PidMode"})
  void h38JoinsNobodyThatDoesNotExist(String mode, Api api) throws IOException {
    RawResponse response = create(api, "\"%s\":\"container:self\"".formatted(mode));

    AnswerAssert.assertThat(response).hasStatus(404).says("No such container: self");
  }

  @Test
  void givesDevicesOfTheHost(Api api) throws IOException {
    String devices =
        "'Devices':[{'PathOnHost':'/dev/zero','PathInContainer':'/dev/deep/er/nothing',"
            + "'CgroupPermissions':'rwm'}]";

    String output =
        new Confined(api)
            .output(
                devices, "head -c 5 /dev/deep/er/nothing | wc -c; stat -c %t:%T /dev/deep/er/*");

    assertThat(output).contains("5\n").contains("1:5\n");
  }

  @Test
  @Timeout(30)
  void c32InitReapsForwardsSignalsAndExitsAlike(Api api) throws IOException {
    Confined containers = new Confined(api);
    String script =
        "trap 'exit 7' TERM; (sleep 0.1 & echo $! >/orphan); echo I am $$; sleep 1000 & wait";
    String id = containers.started("'Init':true", script);
    api.awaitLog(id, Pattern.compile("I am 2\n"));
    String reaped =
        "for i in $(seq 100); do test -e /proc/$(cat /orphan) || break; sleep 0.1; done; ps";
    assertThat(exec(api, id, reaped)).doesNotContain("[sleep]");

    api.call("POST /containers/%s/stop".formatted(id));

    assertThat(
            api.json("GET /containers/%s/json".formatted(id))
                .path("State")
                .path("ExitCode")
                .asInt())
        .isEqualTo(7);
    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(id)).body())
        .endsWith("I am 2\n");
    Subject.remove(api, id);
  }

  @Test
  @Timeout(30)
  void c32InitLeavesTheTerminalToTheProcess(Api api) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"Tty\":true,\"Cmd\":[\"sh\",\"-c\",\"echo $$ on $(tty); exit 3\"],"
                .formatted(Api.IMAGE)
            + "\"HostConfig\":{\"Init\":true,\"NetworkMode\":\"none\"}}";
    String id = api.json("POST /containers/create", body).path("Id").asText();

    api.call("POST /containers/%s/start".formatted(id));
    RawResponse ended = api.call("POST /containers/%s/wait".formatted(id));

    assertThat(ended.body()).contains("\"StatusCode\":3");
    assertThat(api.call("GET /containers/%s/logs?stdout=1".formatted(id)).body())
        .contains("2 on /dev/pts/0");
    Subject.remove(api, id);
  }

  @Test
  void c34InitTellsThatTheCommandCannotBeExecuted(Api api) throws IOException {
    String id =
        new Confined(api).created("'Init':true", List.of("/etc/passwd")).path("Id").asText();

    RawResponse response = api.call("POST /containers/%s/start".formatted(id));

    AnswerAssert.assertThat(response).hasStatus(400).says("permission denied");
    Subject.remove(api, id);
  }

  private static RawResponse create(Api api, String host) throws IOException {
    return api.call(
        "POST /containers/create",
        "{\"Image\":\"%s\",\"HostConfig\":{%s}}".formatted(Api.IMAGE, host));
  }

  private static String exec(Api api, String container, String script) throws IOException {
    String body =
        "{\"Cmd\":[\"sh\",\"-c\",\"%s\"],\"AttachStdout\":true,\"AttachStderr\":true}"
            .formatted(script);
    String exec =
        api.json("POST /containers/%s/exec".formatted(container), body).path("Id").asText();
    return api.call("POST /exec/%s/start".formatted(exec), "{\"Detach\":false}").body();
  }
}
