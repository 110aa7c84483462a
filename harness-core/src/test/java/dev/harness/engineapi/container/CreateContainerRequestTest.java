package dev.harness.engineapi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.network.EndpointSettings;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreateContainerRequestTest {
  private final ObjectMapper json = EngineJson.newMapper();

  @Test
  void writesOnlyWhatIsSet() throws Exception {
    ContainerConfig config =
        ContainerConfig.builder()
            .image("postgres:16")
            .env(List.of("A=b"))
            .exposedPorts(Set.of("5432/tcp"))
            .labels(Map.of("k", "v"))
            .build();
    HostConfig host =
        HostConfig.builder()
            .portBindings(Map.of("5432/tcp", List.of(new PortBinding("127.0.0.1", ""))))
            .build();

    String text =
        json.writeValueAsString(new CreateContainerRequest(config, host, NetworkingConfig.EMPTY));

    assertThat(json.readTree(text))
        .isEqualTo(
            json.readTree(
                """
                {"AttachStdin":false,"AttachStdout":false,"AttachStderr":false,
                 "ExposedPorts":{"5432/tcp":{}},"Tty":false,"OpenStdin":false,"StdinOnce":false,
                 "Env":["A=b"],"Image":"postgres:16","Labels":{"k":"v"},
                 "HostConfig":{
                   "PortBindings":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":""}]},
                   "RestartPolicy":{"Name":"","MaximumRetryCount":0},
                   "LogConfig":{"Type":"","Config":{}}},
                 "NetworkingConfig":{}}
                """));
  }

  @Test
  void readsWhatItWrites() throws Exception {
    CreateContainerRequest request =
        new CreateContainerRequest(
            ContainerConfig.builder()
                .image("a")
                .entrypoint(List.of())
                .stopTimeout(0)
                .volumes(Set.of("/data"))
                .build(),
            HostConfig.builder().autoRemove(true).tmpfs(Map.of("/tmp", "size=1m")).build(),
            new NetworkingConfig(
                Map.of("backend", EndpointSettings.withAliases(List.of("db"))), Map.of()));

    CreateContainerRequest read =
        json.readValue(json.writeValueAsString(request), CreateContainerRequest.class);

    assertThat(read).isEqualTo(request);
  }

  @Test
  void takesNullAsAbsent() throws Exception {
    CreateContainerRequest request =
        json.readValue(
            """
            {"Hostname":null,"Env":null,"Cmd":null,"Entrypoint":null,"ExposedPorts":null,
             "Tty":null,"Labels":null,"StopTimeout":null,"Healthcheck":null,"Shell":null,
             "HostConfig":{"Binds":null,"Memory":null,"PortBindings":{"80/tcp":null},
                           "RestartPolicy":null,"BlkioWeight":null,"Init":null},
             "NetworkingConfig":null}
            """,
            CreateContainerRequest.class);

    assertThat(request.config()).isEqualTo(ContainerConfig.EMPTY);
    assertThat(request.hostConfig().portBindings()).isEqualTo(Map.of("80/tcp", List.of()));
    assertThat(request.hostConfig().restartPolicy()).isEqualTo(HostConfig.RestartPolicy.NONE);
    assertThat(request.hostConfig().other()).isEmpty();
    assertThat(request.networkingConfig()).isEqualTo(NetworkingConfig.EMPTY);
  }

  @Test
  void keepsWhatItDoesNotKnow() throws Exception {
    CreateContainerRequest request =
        json.readValue(
            """
            {"Image":"a","Shell":["/bin/zsh"],
             "HostConfig":{"Runtime":"kata","Memory":5},
             "NetworkingConfig":{"EndpointsConfig":{"n":{"Links":["a:b"]}}}}
            """,
            CreateContainerRequest.class);

    assertThat(request.config().other()).containsOnlyKeys("Shell");
    assertThat(request.hostConfig().other()).containsOnlyKeys("Runtime");
    assertThat(request.hostConfig().memory()).isEqualTo(5);
    assertThat(request.networkingConfig().endpoints())
        .hasEntrySatisfying("n", n -> assertThat(n.other()).containsOnlyKeys("Links"));
  }

  @Test
  void tellsNoEntryPointFromTheImages() throws Exception {
    String given = "{\"Entrypoint\":[],\"Cmd\":\"ls\"}";

    CreateContainerRequest request = json.readValue(given, CreateContainerRequest.class);

    assertThat(request.config().entrypoint()).isEmpty();
    assertThat(request.config().cmd()).containsExactly("ls");
  }

  @Test
  void refusesWrongTypes() {
    assertThatThrownBy(() -> json.readValue("{\"Env\":{}}", CreateContainerRequest.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("Env");
    assertThatThrownBy(() -> json.readValue("{\"Env\":[null]}", CreateContainerRequest.class))
        .isInstanceOf(JsonMappingException.class);
    assertThatThrownBy(() -> json.readValue("[]", CreateContainerRequest.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("expected an object");
    assertThatThrownBy(() -> json.readValue("{\"Volumes\":3}", CreateContainerRequest.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("expected an object, found 3");
  }
}
