package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNamesTest {
  private final ContainerNames names = new ContainerNames();
  private final ContainerId id = new ContainerId("ab".repeat(32));

  @Test
  void makesANameFromTheId() {
    assertThat(names.claim(Optional.empty(), id)).isEqualTo("harness-abababababab");
  }

  @Test
  void dropsALeadingSlash() {
    assertThat(names.claim(Optional.of("/db"), id)).isEqualTo("db");
  }

  @Test
  void refusesANameThatIsTaken() {
    names.claim(Optional.of("db"), id);

    assertThatThrownBy(() -> names.claim(Optional.of("db"), ContainerId.random()))
        .isInstanceOf(EngineException.Conflict.class)
        .hasMessageContaining("the container name db is taken by container abab");
  }

  @Test
  void givesAFreedNameAgain() {
    names.free(names.claim(Optional.of("db"), id), id);

    assertThat(names.claim(Optional.of("db"), ContainerId.random())).isEqualTo("db");
  }

  @Test
  void leavesANameToItsNewOwner() {
    names.claim(Optional.of("db"), id);

    names.free("db", ContainerId.random());

    assertThat(names.owner("db")).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "../x", "a b", "-a", "a/b", "ä1"})
  void refusesOtherForms(String name) {
    assertThatThrownBy(() -> names.claim(Optional.of(name), id))
        .isInstanceOf(EngineException.InvalidRequest.class)
        .hasMessageStartingWith("Invalid container name (");
  }
}
