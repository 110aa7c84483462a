package dev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.network.EndpointSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engine is asked for by specifications that name networks and ports. */
class ContainerRequestTest {
  private static final ContainerSpec BASE = ContainerSpec.image("postgres:16");

  private static CreateContainerRequest request(ContainerSpec spec) {
    return spec.values().request("postgres:16", Map.of(), SpecDraft.Outside.ANY);
  }

  @Test
  void joinsAllWithTheirAliases() {
    CreateContainerRequest request =
        request(BASE.network("front").alias("my_db").alsoInNetwork("back", "db", "store"));

    Map<String, List<String>> aliases = new LinkedHashMap<>();
    Map<String, EndpointSettings> endpoints = request.networkingConfig().endpoints();
    endpoints.forEach((network, endpoint) -> aliases.put(network, endpoint.aliases()));
    assertThat(request.hostConfig().networkMode()).isEqualTo("front");
    assertThat(aliases)
        .isEqualTo(Map.of("front", List.of("my_db"), "back", List.of("db", "store")));
  }

  @Test
  void needsAFirstOne() {
    assertThatThrownBy(() -> request(BASE.alsoInNetwork("back")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "postgres:16 is also to be in [back], but in no network before it: name the first one by network");
  }

  @Test
  void refusesAliasesThatNobodyCouldAskFor() {
    assertThatThrownBy(() -> BASE.network("front").alias("my db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'my db' cannot be a name in a network: up to 63 letters, digits, '_', '.' or '-', neither of the last two at its ends");
  }

  @Test
  void keepsPortsThatAreFixed() {
    ContainerSpec spec = BASE.fixedPort(80, 8080).envUrl("WHERE", "http://{host}:{port:80}/");

    assertThat(spec.values().choosePorts().hostPorts()).containsValue(8080).hasSize(1);
  }

  @Test
  void startsAgainAsOftenAsItMay() {
    CreateContainerRequest request = request(BASE.restart("on-failure:3"));

    assertThat(request.hostConfig().restartPolicy().name()).isEqualTo("on-failure");
    assertThat(request.hostConfig().restartPolicy().maximumRetryCount()).isEqualTo(3);
    assertThat(BASE.restart("no").startsAgain()).isFalse();
    assertThat(BASE.restart("always").startsAgain()).isTrue();
  }
}
