package dev.harness.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.manifest.ManifestException;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.engine.EngineException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Docker's status codes (C37). */
class EngineFailuresTest {
  private final EngineFailures failures = new EngineFailures();

  @Test
  void knowsTheEnginesReasons() {
    assertThat(failures.status(new EngineException.NotFound("x"))).isEqualTo(404);
    assertThat(failures.status(new EngineException.Conflict("x"))).isEqualTo(409);
    assertThat(failures.status(new EngineException.InvalidRequest("x"))).isEqualTo(400);
    assertThat(failures.status(new EngineException.Failed("x"))).isEqualTo(500);
  }

  @Test
  void knowsTheReasonsOfImages() {
    InvalidReferenceException invalid =
        Assertions.catchThrowableOfType(
            InvalidReferenceException.class, () -> Reference.parse("UPPER"));

    assertThat(failures.status(invalid)).isEqualTo(400);
    assertThat(failures.status(new ManifestException.NoSuchPlatform("x"))).isEqualTo(404);
  }

  @Test
  void takesAnythingElseForItsOwnFault() {
    assertThat(failures.status(new IllegalStateException("x"))).isEqualTo(500);
  }
}
