package dev.harness.runtime.engine;

import dev.harness.runtime.engine.mount.ContainerMount;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.fs.volume.Volume;
import dev.harness.runtime.fs.volume.VolumeException;
import dev.harness.runtime.fs.volume.VolumeRequest;
import dev.harness.runtime.fs.volume.Volumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The volumes of an engine as its callers see them: what happens to them is told as events. */
public final class EngineVolumes {
  private static final String DRIVER = "local";

  private final Volumes volumes;
  private final Events events;

  EngineVolumes(Volumes volumes, Events events) {
    this.volumes = volumes;
    this.events = events;
  }

  /** All volumes, by name. */
  public List<Volume> list() {
    return volumes.list();
  }

  /**
   * The volume of this name.
   *
   * @throws VolumeException.NotFound when there is none
   */
  public Volume get(String name) {
    return volumes.get(name);
  }

  /** The ids of the containers of this engine that have it. */
  public List<String> users(Volume volume) {
    return volumes.users(volume);
  }

  /** Makes a volume; one of the same name is taken as it is. */
  public Volume create(VolumeRequest request) {
    Volume volume = volumes.create(request);
    publish("create", volume.name());
    return volume;
  }

  /**
   * Removes a volume with its files.
   *
   * @throws VolumeException.NotFound when there is none
   * @throws VolumeException.InUse when a container has it
   */
  public void remove(String name) {
    volumes.remove(name);
    publish("destroy", name);
  }

  /** Removes a volume unless a container has it; false when one has. */
  public boolean removeUnused(Volume volume) {
    try {
      remove(volume.name());
      return true;
    } catch (VolumeException.InUse | VolumeException.NotFound kept) {
      return false;
    }
  }

  /** Removes those that nobody named and no other container has. */
  void removeAnonymous(List<Volume> candidates) {
    candidates.stream().filter(Volume::anonymous).forEach(this::removeUnused);
  }

  /** Tells that a container that starts has them mounted (C43). */
  void mounted(ContainerId container, List<ContainerMount> mounts) {
    for (ContainerMount mount : mounts) {
      MountRequest request = mount.request();
      Map<String, String> attributes =
          Map.of(
              "driver",
              DRIVER,
              "container",
              container.value(),
              "destination",
              request.target(),
              "read/write",
              Boolean.toString(!request.readOnly()),
              "propagation",
              "");
      mount.volume().ifPresent(it -> events.publish("volume", "mount", it.name(), attributes));
    }
  }

  /** Tells that a container that has ended has them no longer. */
  void unmounted(ContainerId container, List<ContainerMount> mounts) {
    Map<String, String> attributes = Map.of("driver", DRIVER, "container", container.value());
    mounts.stream()
        .flatMap(mount -> mount.volume().stream())
        .forEach(it -> events.publish("volume", "unmount", it.name(), attributes));
  }

  /** The bytes of its files, as far as they stay while this looks at them. */
  public long sizeBytes(Volume volume) {
    AtomicLong sum = new AtomicLong();
    try {
      Files.walkFileTree(
          volume.data(),
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look at the volume " + volume.name(), failure);
    }
    return sum.get();
  }

  private void publish(String action, String name) {
    events.publish("volume", action, name, Map.of("driver", DRIVER));
  }
}
