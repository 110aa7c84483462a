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
    assertThat(failures.status(new EngineException.NotFound("x"))).hasValue(404);
    assertThat(failures.status(new EngineException.Conflict("x"))).hasValue(409);
    assertThat(failures.status(new EngineException.InvalidRequest("x"))).hasValue(400);
    assertThat(failures.status(new EngineException.Failed("x"))).hasValue(500);
  }

  @Test
  void knowsTheReasonsOfImages() {
    InvalidReferenceException invalid =
        Assertions.catchThrowableOfType(
            InvalidReferenceException.class, () -> Reference.parse("UPPER"));

    assertThat(failures.status(invalid)).hasValue(400);
    assertThat(failures.status(new ManifestException.NoSuchPlatform("x"))).hasValue(404);
  }

  @Test
  void knowsNothingElse() {
    assertThat(failures.status(new IllegalStateException("x"))).isEmpty();
  }
}
