package dev.harness.runtime.api;

import dev.harness.images.archive.ArchiveException;
import dev.harness.images.change.ChangeException;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.dockerfile.DockerfileException;
import dev.harness.images.layer.LayerException;
import dev.harness.images.manifest.ManifestException;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.store.StoreException;
import dev.harness.runtime.api.http.Failures;
import dev.harness.runtime.build.BuildException;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.UnknownAccountException;
import dev.harness.runtime.fs.tree.IdOutOfRangeException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.volume.VolumeException;
import dev.harness.runtime.launch.LaunchException;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.net.NetworkException;
import java.util.List;
import java.util.OptionalInt;

/** Docker's status codes for the failures of engine and images (C37): the only place that knows. */
final class EngineFailures implements Failures {
  private static final int INTERNAL = 500;

  private record Meaning(Class<? extends RuntimeException> failure, int status) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(EngineException.NotFound.class, 404),
          new Meaning(EngineException.Forbidden.class, 403),
          new Meaning(EngineException.Conflict.class, 409),
          new Meaning(EngineException.InvalidRequest.class, 400),
          new Meaning(InvalidReferenceException.class, 400),
          new Meaning(ChangeException.class, 400),
          new Meaning(DockerfileException.class, 400),
          new Meaning(ImageException.NotFound.class, 404),
          new Meaning(ImageException.Conflict.class, 409),
          new Meaning(ManifestException.NoSuchPlatform.class, 404),
          new Meaning(ArchiveException.Invalid.class, 400),
          new Meaning(RegistryException.InvalidAddress.class, 400),
          new Meaning(RegistryException.NotFound.class, 404),
          // Registries hide from the unknown what there is; so does Docker's answer.
          new Meaning(RegistryException.Denied.class, 404),
          new Meaning(DebianException.UnknownRecipe.class, 404),
          new Meaning(DebianException.UnknownPackage.class, 404),
          new Meaning(DebianException.UnknownVersion.class, 404),
          new Meaning(VolumeException.NotFound.class, 404),
          new Meaning(VolumeException.InUse.class, 409),
          new Meaning(VolumeException.Invalid.class, 400),
          new Meaning(UnknownAccountException.class, 400),
          new Meaning(RootException.Removed.class, 404),
          new Meaning(RootException.NoDirectory.class, 400),
          new Meaning(EngineException.class, INTERNAL),
          new Meaning(BuildException.class, INTERNAL),
          new Meaning(ImageException.class, INTERNAL),
          new Meaning(ManifestException.class, INTERNAL),
          new Meaning(ArchiveException.class, INTERNAL),
          new Meaning(RegistryException.class, INTERNAL),
          new Meaning(StoreException.class, INTERNAL),
          new Meaning(LayerException.class, INTERNAL),
          new Meaning(DebianException.class, INTERNAL),
          new Meaning(RootException.class, INTERNAL),
          new Meaning(VolumeException.class, INTERNAL),
          new Meaning(IdOutOfRangeException.class, INTERNAL),
          new Meaning(NetworkException.class, INTERNAL),
          new Meaning(LaunchException.class, INTERNAL),
          new Meaning(SystemException.class, INTERNAL));

  /** The first meaning that fits; the families come behind their members. */
  @Override
  public OptionalInt status(RuntimeException failure) {
    return MEANINGS.stream()
        .filter(meaning -> meaning.failure().isInstance(failure))
        .mapToInt(Meaning::status)
        .findFirst();
  }
}
