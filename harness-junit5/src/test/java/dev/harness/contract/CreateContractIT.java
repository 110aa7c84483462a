package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /containers/create}: what is taken, and what is refused by which code (C22-C27). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class CreateContractIT {
  private static final String CREATE = "POST /containers/create";

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Cmd":["true"]                             | 201 |
          "Cmd":null,"Env":null,"HostConfig":null    | 201 |
          "Cmd":["no-such-program"]                  | 201 |
          "WorkingDir":"/made/for/it"                | 201 |
          "User":"12345:6789"                        | 201 |

          "Volumes":{"/data":{}}                     | 201 |
          "HostConfig":{"ReadonlyRootfs":true}       | 201 |
          "HostConfig":{"Tmpfs":{"/t":"size=1m"}}    | 201 |

          "Volumes":{"data":{}}                      | 400 | mount path must be absolute
          "Volumes":{"/proc/self/attr":{}}           | 400 | inside /proc
          "HostConfig":{"Binds":["/etc:/"]}          | 400 | destination can't be '/'
          "HostConfig":{"Binds":["/etc"]}            | 400 | want source:target[:options]
          "HostConfig":{"Binds":["/etc:/e:wat"]}     | 400 | invalid mode 'wat'
          "HostConfig":{"Binds":["/etc:/e:rshared"]} | 400 | propagation 'rshared'
          "HostConfig":{"Binds":["a/b:/e"]}          | 400 | is no name for a volume
          "HostConfig":{"Binds":["vol:/e","/etc:/e"]} | 400 | Duplicate mount point: /e
          "HostConfig":{"Mounts":[{"Type":"bind","Source":"/no/such","Target":"/e"}]} | 400 | bind source path does not exist: /no/such
          "HostConfig":{"Mounts":[{"Type":"npipe","Source":"x","Target":"/e"}]} | 400 | mount type unknown
          "HostConfig":{"VolumesFrom":["nobody"]}    | 404 | No such container: nobody
          "HostConfig":{"Tmpfs":{"/t":""},"Binds":["vol:/t/below"]} | 400 | would hide what is mounted on /t/below
          "WorkingDir":"relative"                    | 400 | needs to be an absolute path
          "WorkingDir":"/etc/passwd"                 | 400 | cannot make the directory /etc/passwd: not a directory
          "WorkingDir":"/etc/passwd/x"               | 400 | cannot make the directory /etc/passwd/x: not a directory
          "Env":["=value"]                           | 400 | invalid environment variable
          "Hostname":"not a name"                    | 400 | invalid hostname
          "StopSignal":"NONSENSE"                    | 400 | NONSENSE
          "ExposedPorts":{"many":{}}                 | 400 | ExposedPorts
          "HostConfig":{"CapAdd":["NONSENSE"]}       | 400 | HostConfig.CapAdd
          "HostConfig":{"ShmSize":-1}                | 400 | HostConfig.ShmSize
          "HostConfig":{"Memory":1}                  | 400 | Minimum memory limit allowed is 6MB
          "HostConfig":{"ExtraHosts":["nonsense"]}   | 400 | HostConfig.ExtraHosts
          "HostConfig":{"PortBindings":{"80":[{"HostPort":"x"}]}} | 400 | HostPort

          "Tty":true,"OpenStdin":true                | 201 |
          "HostConfig":{"ConsoleSize":[24]}          | 400 | HostConfig.ConsoleSize has to be two numbers
          "HostConfig":{"ConsoleSize":[24,99999]}    | 400 | a terminal cannot have 99999 columns
          "Healthcheck":{"Test":["NONE"]}            | 201 |
          "Healthcheck":{"Test":["WAT","true"]}      | 400 | Healthcheck: Test begins with 'WAT'
          "Healthcheck":{"Test":["CMD"]}             | 400 | Test has nothing to run after CMD
          "Healthcheck":{"Interval":999999}          | 400 | Interval in Healthcheck cannot be less than 1ms
          "Healthcheck":{"Retries":-1}               | 400 | Retries in Healthcheck cannot be negative
          "HostConfig":{"RestartPolicy":{"Name":"sometimes"}} | 400 | invalid restart policy 'sometimes'
          "HostConfig":{"RestartPolicy":{"Name":"always"},"AutoRemove":true} | 400 | can't create 'AutoRemove' container with restart policy
          "HostConfig":{"Privileged":true}           | 201 |
          "HostConfig":{"FieldOfTheFuture":"yes"}    | 400 | HostConfig.FieldOfTheFuture is not supported
          "FieldOfTheFuture":1                       | 400 | FieldOfTheFuture is not supported
          """)
  void takesAndRefusesFields(String fields, int status, @Nullable String says, Api api)
      throws IOException {
    RawResponse response = api.call(CREATE, "{\"Image\":\"" + Api.IMAGE + "\"," + fields + "}");

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    removeAll(api);
  }

  /** What the kernel shows as a directory only to some, or not at all (C27, C34). */
  @Test
  void refusesToStartInWhatIsNoDirectory(Api api) throws IOException {
    String body =
        "{\"Image\":\"%s\",\"WorkingDir\":\"/proc/self/fd/7\",\"Cmd\":[\"pwd\"]}"
            .formatted(Api.IMAGE);
    String id = api.json(CREATE, body).path("Id").asText();

    RawResponse response = api.call("POST /containers/%s/start".formatted(id));

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("cannot work in the directory /proc/self/fd/7: ELOOP");
    JsonNode state = api.json("GET /containers/%s/json".formatted(id)).path("State");
    assertThat(state.path("ExitCode").asInt()).isEqualTo(127);
    Subject.remove(api, id);
  }

  @ParameterizedTest(name = "{0} {1} answers {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ?name=a-name              | {"Image":"debian.internal/busybox"}     | 201 | "Warnings":[]
          ?name=/with-slash         | {"Image":"debian.internal/busybox"}     | 201 |
          ?name=not%20a%20name      | {"Image":"debian.internal/busybox"}     | 400 | Invalid container name (not a name)
          ?platform=linux/s390x     | {"Image":"debian.internal/busybox"}     | 404 | No such image: debian.internal/busybox for linux/s390x
          ?platform=nonsense/x/y/z  | {"Image":"debian.internal/busybox"}     | 400 | invalid platform 'nonsense/x/y/z'
          ``                        | {"Image":"localhost:1/no/such:image"}   | 404 | No such image: localhost:1/no/such:image
          ``                        | {"Image":"Not/A/Reference"}             | 400 | Not/A/Reference
          ``                        | {"Image":""}                            | 400 | Image is missing
          ``                        | {}                                      | 400 | Image is missing
          ``                        | {"Image":                               | 400 |
          ``                        | []                                      | 400 |
          """)
  void takesAndRefusesRequests(
      String query, String body, int status, @Nullable String says, Api api) throws IOException {
    RawResponse response = api.call(CREATE + query, body);

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
    removeAll(api);
  }

  private static void removeAll(Api api) throws IOException {
    for (JsonNode container : api.json("GET /containers/json?all=1")) {
      Subject.remove(api, container.path("Id").asText());
    }
  }

  @Test
  void c37NameThatIsTakenIsAConflict(Api api) throws IOException {
    String body = "{\"Image\":\"" + Api.IMAGE + "\"}";
    api.json(CREATE + "?name=taken", body);

    RawResponse response = api.call(CREATE + "?name=taken", body);

    AnswerAssert.assertThat(response).hasStatus(409).says("the container name taken is taken");
    Subject.remove(api, "taken");
  }

  @Test
  void portThatIsInUseFailsWithItsRemedyAndLeavesNothing(Api api) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      RawResponse response =
          api.call(
              CREATE + "?name=of-the-port",
              "{\"Image\":\"%s\",\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"%s\"}]}}}"
                  .formatted(Api.IMAGE, port));

      AnswerAssert.assertThat(response)
          .hasStatus(500)
          .says("on 127.0.0.1:%s: port is already allocated; end what uses it".formatted(port));
      AnswerAssert.assertThat(api.call("GET /containers/of-the-port/json")).hasStatus(404);
    }
  }

  @Test
  void bodyThatIsNoJsonByItsTypeIsRefused(Api api) throws IOException {
    try (RawClient client = api.connect()) {
      RawResponse response =
          client.send(RawClient.request("POST", "/containers/create", "", "{}")).response();

      AnswerAssert.assertThat(response).hasStatus(400).says("Content-Type");
    }
  }
}
