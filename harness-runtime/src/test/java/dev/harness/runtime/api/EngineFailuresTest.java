package dev.harness.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.layer.LayerException;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
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
  void knowsTheReasonsOfDebianImages() {
    DebianException unknown =
        Assertions.catchThrowableOfType(
            DebianException.class, () -> new DebianCatalog().recipe("nothing"));

    assertThat(failures.status(unknown)).hasValue(404);
    assertThat(failures.status(new DebianException.UnknownVersion("redis", "99", "7.0")))
        .hasValue(404);
  }

  @Test
  void knowsTheReasonsOfTheMachine() {
    assertThat(failures.status(new SystemException("mount", Errno.EPERM))).hasValue(500);
    assertThat(failures.status(new LayerException.Malformed("x"))).hasValue(500);
  }

  @Test
  void takesTheFilesOfARemovedContainerForMissing() {
    assertThat(failures.status(new RootException.Removed())).hasValue(404);
  }

  @Test
  void knowsNothingElse() {
    assertThat(failures.status(new IllegalStateException("x"))).isEmpty();
  }
}
