package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the engine is asked for, as the attributes of the annotation say. */
class OptionTest {
  @RegisterExtension final FakeRun run = new FakeRun();

  @Test
  void asksForWhatTheAttributesSay() {
    run.of(Map.of("test.team", "orders"), OptionTestCases.AllTestCase.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(1));

    JsonNode asked = run.engine().request("all");
    assertThat(asked.path("Image").asText()).isEqualTo("server:1");
    assertThat(asked.path("Env")).hasToString("[\"A=b=c\",\"URL=http://a:1/\",\"SHELL=${HOME}\"]");
    assertThat(asked.path("Cmd")).hasToString("[\"echo\",\"${HOME}\"]");
    assertThat(asked.path("Entrypoint")).hasToString("[\"/bin/sh\",\"-c\"]");
    assertThat(asked.path("User").asText()).isEqualTo("nobody");
    assertThat(asked.path("WorkingDir").asText()).isEqualTo("/srv");
    assertThat(asked.path("Hostname").asText()).isEqualTo("shop");
    assertThat(asked.path("Labels").path("team").asText()).isEqualTo("orders");
    JsonNode host = asked.path("HostConfig");
    assertThat(host.path("Memory").asLong()).isEqualTo(67_108_864);
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000);
    assertThat(host.path("PidsLimit").asLong()).isEqualTo(100);
    assertThat(host.path("NetworkMode").asText()).isEqualTo("none");
    assertThat(host.path("Tmpfs").has("/fast")).isTrue();
    assertThat(run.engine().calls()).contains("PUT /containers/all/archive");
  }

  @Test
  void confinesAsTheAttributesSay() {
    run.succeeds(1, OptionTestCases.ConfinedTestCase.class);

    JsonNode asked = run.engine().request("confined");
    JsonNode host = asked.path("HostConfig");
    String port = host.at("/PortBindings/53~1udp/0/HostPort").asText();
    assertThat(port).matches("[0-9]+");
    assertThat(asked.at("/Env/0").asText()).isEqualTo("WHERE=dns://localhost:" + port);
    assertThat(asked.path("StopSignal").asText()).isEqualTo("SIGINT");
    assertThat(host.path("Init").asBoolean()).isTrue();
    assertThat(host.path("ExtraHosts")).hasToString("[\"mirror:fd00::1\",\"here:host-gateway\"]");
    assertThat(host.path("ShmSize").asLong()).isEqualTo(1L << 30);
    assertThat(host.path("Privileged").asBoolean()).isTrue();
    assertThat(host.path("CapAdd")).hasToString("[\"NET_ADMIN\"]");
    assertThat(host.path("CapDrop")).hasToString("[\"CHOWN\",\"NET_RAW\"]");
    assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
  }

  @Test
  void prefersConfigurationParametersToDefaults() {
    run.of(
            Map.of("test.team", "orders", "test.url", "http://b:2/"),
            OptionTestCases.AllTestCase.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(1));

    assertThat(run.engine().request("all").at("/Env/1").asText()).isEqualTo("URL=http://b:2/");
  }

  @Test
  void waitsForOneThingAfterTheOther() {
    run.succeeds(1, OptionTestCases.WaitTestCase.class);

    assertThat(run.engine().request("fake_1").at("/Labels/dev.harness.ports.eager").asText())
        .isEqualTo("81/tcp");

    assertThat(run.engine().calls())
        .containsSubsequence(
            "GET /containers/fake_1/logs", "POST /containers/fake_1/exec", "POST /exec/true/start");
  }
}
