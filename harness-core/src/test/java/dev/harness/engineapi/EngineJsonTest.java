package dev.harness.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.ContainerInspect;
import dev.harness.engineapi.container.MountPoint;
import dev.harness.engineapi.container.WaitResponse;
import dev.harness.engineapi.image.DeletedImage;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.engineapi.network.NetworkSettings;
import dev.harness.engineapi.network.PortBinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineJsonTest {
  private final ObjectMapper json = EngineJson.newMapper();

  @Test
  void ignoresFieldsThatAnswersMayGain() throws Exception {
    WaitResponse response =
        json.readValue("{\"StatusCode\":3,\"New\":[1],\"Error\":null}", WaitResponse.class);

    assertThat(response).isEqualTo(new WaitResponse(3, null));
  }

  @Test
  void refusesNestingWithoutEnd() {
    String bomb = "[".repeat(100_000);

    assertThatThrownBy(() -> json.readTree(bomb)).isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void readsAContainerOfDocker() throws Exception {
    ContainerInspect container =
        json.readValue(
            """
            {"Id":"ab","Name":"/db","State":{"Status":"running","Running":true,"Pid":7,
              "ExitCode":0,"StartedAt":"2026-01-02T03:04:05.6Z",
              "FinishedAt":"0001-01-01T00:00:00Z"},
             "Config":{"Image":"postgres:16","Cmd":["postgres"],"OnBuild":null,
               "ExposedPorts":{"5432/tcp":{}}},
             "HostConfig":{"NetworkMode":"default","Isolation":"","MemorySwappiness":null},
             "Mounts":[{"Type":"volume","Name":"v","Source":"/s","Destination":"/d","RW":true}],
             "NetworkSettings":{"Ports":{"5432/tcp":[{"HostIp":"0.0.0.0","HostPort":"32768"}],
                                         "80/tcp":null},
               "Networks":{"bridge":{"IPAddress":"172.17.0.2","Aliases":null}}}}
            """,
            ContainerInspect.class);

    assertThat(container.state().status()).isEqualTo("running");
    assertThat(container.networkSettings().ports())
        .isEqualTo(
            Map.of("5432/tcp", List.of(new PortBinding("0.0.0.0", "32768")), "80/tcp", List.of()));
    assertThat(container.mounts()).extracting(MountPoint::writable).containsExactly(true);
    assertThat(container.networkSettings().networks())
        .hasEntrySatisfying(
            "bridge", bridge -> assertThat(bridge.ipAddress()).isEqualTo("172.17.0.2"));
  }

  @Test
  void writesAContainerAsClientsExpectIt() throws Exception {
    NetworkSettings network =
        new NetworkSettings(
            "",
            "",
            Map.of("80/tcp", List.of()),
            "172.17.0.1",
            "172.17.0.2",
            16,
            "",
            "",
            0,
            "",
            Map.of());

    String text = json.writeValueAsString(network);

    assertThat(text)
        .isEqualTo(
            "{\"SandboxID\":\"\",\"SandboxKey\":\"\",\"Ports\":{\"80/tcp\":null},"
                + "\"Gateway\":\"172.17.0.1\",\"IPAddress\":\"172.17.0.2\",\"IPPrefixLen\":16,"
                + "\"IPv6Gateway\":\"\",\"GlobalIPv6Address\":\"\",\"GlobalIPv6PrefixLen\":0,"
                + "\"MacAddress\":\"\",\"Networks\":{}}");
  }

  @Test
  void writesOnlyTheFilledPartsOfAProgressMessage() throws Exception {
    assertThat(json.writeValueAsString(ProgressMessage.progress("l1", "Downloading", 5, 10)))
        .isEqualTo(
            "{\"status\":\"Downloading\",\"id\":\"l1\","
                + "\"progressDetail\":{\"current\":5,\"total\":10}}");
    assertThat(json.writeValueAsString(ProgressMessage.failure("no such image")))
        .isEqualTo(
            "{\"errorDetail\":{\"code\":0,\"message\":\"no such image\"},"
                + "\"error\":\"no such image\"}");
    assertThat(json.writeValueAsString(DeletedImage.untagged("a:1")))
        .isEqualTo("{\"Untagged\":\"a:1\"}");
  }
}
