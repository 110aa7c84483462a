package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.acceptance.OtherUsers;
import dev.harness.acceptance.OuterContainer;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request may ask about rights and limits, as a process finds it (C14-C20). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class ConfinementContractIT {
  private static final String CREATE = "POST /containers/create";

  @ParameterizedTest(name = "{0} answers 400")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Ulimits":[{"Name":"nope","Soft":1,"Hard":1}]     | invalid ulimit type: nope
          "Ulimits":[{"Name":"nofile","Soft":2,"Hard":1}]   | must be less than or equal to hard limit: 2 > 1
          "Ulimits":[{"Name":"nofile","Soft":1,"Hard":9000000000}] | is possible, or more when the engine's user has more
          "Sysctls":{"kernel.core_pattern":"/bin/x"}        | sysctl 'kernel.core_pattern' is not allowed
          "NetworkMode":"host","Sysctls":{"net.core.somaxconn":"1"} | not allowed in host network namespace
          "OomScoreAdj":2000                                | range for oom score adj is [-1000, 1000]
          "CapAdd":["NOPE"]                                 | unknown capability
          "SecurityOpt":["seccomp={\\"a\\":1}"]             | Decoding seccomp profile failed: a: Unrecognized field
          "Devices":[{"PathOnHost":"/dev/nonesuch"}]        | error gathering device information while adding custom device \\"/dev/nonesuch\\": no such file
          "Devices":[{"PathOnHost":"/etc/hosts","PathInContainer":"/dev/x"}] | not a device node
          "DeviceRequests":[{"Count":-1}]                   | HostConfig.DeviceRequests is not supported
          "DeviceCgroupRules":["c 1:3 rw"]                  | HostConfig.DeviceCgroupRules is not supported
          "GroupAdd":["no-such-group"]                      | unable to find group no-such-group
          "PidMode":"host"                                  | HostConfig.PidMode 'host' is not supported
          "IpcMode":"host"                                  | HostConfig.IpcMode 'host' is not supported
          """)
  void refuses(String field, String says, Api api) throws IOException {
    RawResponse response =
        api.call(CREATE, "{\"Image\":\"%s\",\"HostConfig\":{%s}}".formatted(Api.IMAGE, field));

    AnswerAssert.assertThat(response).hasStatus(400).says(says);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Ulimits':[{'Name':'nofile','Soft':64,'Hard':128}] | ulimit -Sn; ulimit -Hn     | 64 128
          'Ulimits':[{'Name':'core','Soft':0,'Hard':0}]      | ulimit -Hc                 | 0
          'Sysctls':{'net.ipv4.ip_unprivileged_port_start':'99'} | cat /proc/sys/net/ipv4/ip_unprivileged_port_start | 99
          'Sysctls':{'kernel.shmmax':'4096'}                 | cat /proc/sys/kernel/shmmax | 4096
          'Sysctls':{'fs.mqueue.msg_max':'7'}                | cat /proc/sys/fs/mqueue/msg_max | 7
          'OomScoreAdj':900                                  | cat /proc/self/oom_score_adj | 900
          'CapDrop':['ALL'],'CapAdd':['cap_chown']           | grep CapBnd /proc/self/status | CapBnd: 0000000000000001
          'SecurityOpt':['no-new-privileges']                | grep NoNewPrivs /proc/self/status | NoNewPrivs: 1
          'SecurityOpt':['seccomp=unconfined']               | grep Seccomp: /proc/self/status | Seccomp: 0
          'MaskedPaths':['/etc/passwd'],'ReadonlyPaths':['/tmp'] | cat /etc/passwd; touch /tmp/x 2>&1 | touch: /tmp/x: Read-only file system
          'IpcMode':'none'                                   | grep -c /dev/shm /proc/mounts | 0
          'ShmSize':8192                                     | grep -o 'size=8k' /proc/mounts | size=8k
          """)
  void gives(String host, String script, String expected, Api api) throws IOException {
    if (host.contains("Sysctls")) {
      OuterContainer.assumeThatSettingsCanBeWritten();
    }
    String[] found = new Confined(api).output(host, script).split("[^\\x20-\\x7E]+|\\t", -1);

    assertThat(String.join(" ", found).trim().replaceAll(" +", " ")).endsWith(expected);
  }

  @Test
  void ordinaryUsersDoNotLowerTheScore(Api api) throws IOException {
    assumeThat(System.getProperty("user.name")).as("root may lower it").isNotEqualTo("root");

    RawResponse response =
        api.call(
            CREATE,
            "{\"Image\":\"%s\",\"HostConfig\":{\"OomScoreAdj\":-500}}".formatted(Api.IMAGE));

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("-500 is lower than the engine's own, which it may not go below");
  }

  @Test
  void c19GivesManyFilesButNotTooMany(Api api) throws IOException {
    String output = new Confined(api).output("", "echo limit=$(ulimit -Sn)");

    assertThat(Integer.parseInt(output.substring(output.indexOf('=') + 1).strip()))
        .isBetween(1024, 65536);
  }

  @Test
  void c18CustomProfileDecides(Api api) throws IOException {
    String host =
        """
        'SecurityOpt':['seccomp={\\"defaultAction\\":\\"SCMP_ACT_ALLOW\\",\\"syscalls\\":[
        {\\"names\\":[\\"mkdir\\",\\"mkdirat\\"],\\"action\\":\\"SCMP_ACT_ERRNO\\",\\"errnoRet\\":28}]}']
        """
            .replace("\n", "");

    assertThat(new Confined(api).output(host, "mkdir /tmp/x; echo $?"))
        .contains("No space left on device");
  }

  @Test
  void privilegedHasAllRightsOfItsUserNamespaceButNotOfTheHost(Api api) throws IOException {
    String script =
        "grep CapEff /proc/self/status; grep Seccomp: /proc/self/status;"
            + " mount -t tmpfs none /tmp && echo mounted;"
            + " ls /proc/timer_list && test ! -c /proc/timer_list && echo nothing is masked;"
            + " echo x > /proc/sys/kernel/core_pattern || echo kept";

    String output = new Confined(api).output("'Privileged':true", script);

    assertThat(output)
        .contains("CapEff:\t000001ffffffffff")
        .contains("Seccomp:\t0")
        .contains("mounted")
        .contains(OuterContainer.coversProc() ? "" : "nothing is masked")
        .contains("kept");
  }

  @Test
  void groupsAreAdded(Api api) throws IOException {
    OtherUsers.assumeThatThereAreSome();
    String host = "'GroupAdd':['root','1234']";

    assertThat(new Confined(api).output(host, "id -G")).endsWith("0 1234\n");
  }

  @Test
  void inspectShowsWhatWasAskedFor(Api api) throws IOException {
    OuterContainer.assumeThatSettingsCanBeWritten();
    OtherUsers.assumeThatThereAreSome();
    String host =
        "'Ulimits':[{'Name':'nofile','Soft':64,'Hard':128}],'Init':true,'Privileged':true,"
            + "'OomScoreAdj':900,'Sysctls':{'kernel.shmmax':'4096'},'GroupAdd':['7'],"
            + "'IpcMode':'shareable','SecurityOpt':['no-new-privileges']";
    String id = new Confined(api).created(host, List.of("true")).path("Id").asText();

    JsonNode shown = api.json("GET /containers/%s/json".formatted(id)).path("HostConfig");

    assertThat(shown.path("Ulimits"))
        .hasToString("[{\"Name\":\"nofile\",\"Soft\":64,\"Hard\":128}]");
    assertThat(shown.path("Sysctls")).hasToString("{\"kernel.shmmax\":\"4096\"}");
    assertThat(shown.path("SecurityOpt")).hasToString("[\"no-new-privileges\"]");
    assertThat(shown.path("GroupAdd")).hasToString("[\"7\"]");
    assertThat(shown.path("OomScoreAdj").asInt()).isEqualTo(900);
    assertThat(shown.path("IpcMode").asText()).isEqualTo("shareable");
    assertThat(shown.path("Init").asBoolean()).isTrue();
    assertThat(shown.path("Privileged").asBoolean()).isTrue();
    Subject.remove(api, id);
  }
}
