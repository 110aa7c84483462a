package dev.harness.runtime.engine.mount;

import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.MountTarget;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.volume.Volumes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Decides what a container has mounted, and mounts it in its root. */
public final class MountMaker {
  private final Roots roots;
  private final Volumes volumes;

  /** Mounts by these; both stay the caller's. */
  public MountMaker(Roots roots, Volumes volumes) {
    this.roots = roots;
    this.volumes = volumes;
  }

  /**
   * What a container is to have, by target: what is asked for, what comes from other containers,
   * and anonymous volumes where the image or the request wants one and nothing else is mounted.
   *
   * @param volumePaths where anonymous volumes are wanted
   * @param others the mounts of a container by its name or id
   * @throws EngineException.InvalidRequest when two things are to be mounted in one place, or one
   *     would hide another
   */
  public static List<MountRequest> wanted(
      CreateContainer.Host host,
      Collection<String> volumePaths,
      Function<String, List<ContainerMount>> others) {
    Map<String, MountRequest> wanted = new LinkedHashMap<>();
    for (MountRequest mount : host.mounts()) {
      if (wanted.putIfAbsent(mount.target(), mount) != null) {
        throw new EngineException.InvalidRequest("Duplicate mount point: " + mount.target());
      }
    }
    for (MountRequest.From from : host.mountsFrom()) {
      for (ContainerMount mount : others.apply(from.container())) {
        shared(mount, from.readOnly(), wanted);
      }
    }
    volumePaths.stream()
        .sorted()
        .forEach(path -> wanted.putIfAbsent(path, MountRequest.InVolume.anonymous(path)));
    refuseHidden(wanted);
    return List.copyOf(wanted.values());
  }

  private static void shared(
      ContainerMount mount, boolean readOnly, Map<String, MountRequest> wanted) {
    MountRequest request = mount.request();
    boolean closed = readOnly || request.readOnly();
    if (request instanceof MountRequest.Bind bind) {
      wanted.putIfAbsent(
          bind.target(),
          new MountRequest.Bind(
              bind.source(), bind.target(), closed, bind.below(), bind.propagation(), false));
    } else if (request instanceof MountRequest.InVolume volume) {
      wanted.putIfAbsent(
          volume.target(),
          new MountRequest.InVolume(
              volume.name(), volume.target(), closed, false, volume.labels(), volume.options()));
    }
  }

  /** Memory is mounted last, over what lies in the root by then. */
  private static void refuseHidden(Map<String, MountRequest> wanted) {
    for (MountRequest memory : wanted.values()) {
      if (memory instanceof MountRequest.Memory) {
        for (String target : wanted.keySet()) {
          if (!target.equals(memory.target()) && MountTarget.isIn(target, memory.target())) {
            throw new EngineException.InvalidRequest(
                "the tmpfs on %s would hide what is mounted on %s; mount it elsewhere"
                    .formatted(memory.target(), target));
          }
        }
      }
    }
  }

  /**
   * Mounts.
   *
   * @throws EngineException.InvalidRequest when something of the host is not there
   */
  public ContainerMounts mount(List<MountRequest> wanted, MountingRoot root) {
    boolean done = false;
    try {
      List<MountRequest> ordered = new ArrayList<>(wanted);
      ordered.sort(Comparator.comparing((MountRequest mount) -> depth(mount.target())));
      for (MountRequest mount : ordered) {
        root.add(mount, roots, volumes);
      }
      done = true;
      return root.mounts();
    } finally {
      if (!done) {
        root.mounts().close();
      }
    }
  }

  /** What lies above comes first. */
  private static long depth(String target) {
    return target.chars().filter(character -> character == '/').count();
  }
}
