package dev.harness.runtime.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.EngineJson;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static Filters filters(String json) {
    return Filters.parse(json, EngineJson.newMapper());
  }

  @Test
  void readsListsOfValues() {
    Filters filters = filters("{\"label\":[\"a=b\",\"c\"],\"name\":[]}");

    assertThat(filters.values("label")).containsExactly("a=b", "c");
    assertThat(filters.values("name")).isEmpty();
    assertThat(filters.values("other")).isEmpty();
  }

  @Test
  void readsTheOlderFormOfTheCommandLine() {
    assertThat(filters("{\"label\":{\"a=b\":true,\"c\":false}}").values("label"))
        .containsExactly("a=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}"})
  void readsNothing(String json) {
    assertThat(filters(json).values("label")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "7", "{\"label\":\"a\"}", "{\"label\":[1]}", "{\"label\":7}"})
  void refusesOtherForms(String json) {
    assertThatThrownBy(() -> filters(json))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith("invalid filter");
  }

  @Test
  void refusesFiltersThatTheRouteDoesNotKnow() {
    assertThatThrownBy(() -> filters("{\"colour\":[\"red\"]}").only(Set.of("label")))
        .isInstanceOf(RefusedRequest.class)
        .hasMessage("invalid filter 'colour'");
  }

  @Test
  void acceptsAnyOfTheValues() {
    Filters filters = filters("{\"status\":[\"exited\",\"dead\"]}");

    assertThat(filters.any("status", "dead"::equals)).isTrue();
    assertThat(filters.any("status", "running"::equals)).isFalse();
    assertThat(filters.any("name", "x"::equals)).isTrue();
  }

  @Test
  void wantsAllLabels() {
    Filters filters = filters("{\"label\":[\"a=b\",\"c\"]}");

    assertThat(filters.labels(Map.of("a", "b", "c", "", "d", "e"))).isTrue();
    assertThat(filters.labels(Map.of("a", "b"))).isFalse();
    assertThat(filters.labels(Map.of("a", "x", "c", ""))).isFalse();
  }
}
