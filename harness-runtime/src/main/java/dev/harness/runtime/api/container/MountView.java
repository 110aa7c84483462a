package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.MountPoint;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.mount.ContainerMount;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.MountRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows what a container has mounted besides the defaults. */
final class MountView {
  private MountView() {}

  /** What it has, by target. Memory that was asked for by {@code Tmpfs} is shown there alone. */
  static List<MountPoint> of(ContainerDetails container) {
    return container.mounts().stream()
        .filter(mount -> !(mount.request() instanceof MountRequest.Memory))
        .map(MountView::point)
        .toList();
  }

  private static MountPoint point(ContainerMount mount) {
    MountRequest request = mount.request();
    String mode = request.readOnly() ? "ro" : "";
    if (request instanceof MountRequest.Bind bind) {
      return new MountPoint(
          "bind",
          "",
          bind.source().toString(),
          bind.target(),
          "",
          mode,
          !bind.readOnly(),
          bind.propagation().toString());
    }
    String data = mount.volume().map(volume -> volume.data().toString()).orElse("");
    String name = mount.volume().map(volume -> volume.name()).orElse("");
    return new MountPoint(
        "volume", name, data, request.target(), "local", mode, !request.readOnly(), "");
  }

  /** The text of a bind or named volume, as it would be asked for. */
  static List<String> binds(CreateContainer.Host host) {
    List<String> binds = new ArrayList<>();
    for (MountRequest mount : host.mounts()) {
      String mode = mount.readOnly() ? ":ro" : "";
      if (mount instanceof MountRequest.Bind bind) {
        binds.add(bind.source() + ":" + bind.target() + mode(bind));
      } else if (mount instanceof MountRequest.InVolume volume) {
        volume.name().ifPresent(name -> binds.add(name + ":" + volume.target() + mode));
      }
    }
    return binds;
  }

  private static String mode(MountRequest.Bind bind) {
    List<String> words = new ArrayList<>();
    if (bind.readOnly()) {
      words.add("ro");
    }
    if (bind.propagation() != MountRequest.Propagation.RPRIVATE) {
      words.add(bind.propagation().toString());
    }
    return words.isEmpty() ? "" : ":" + String.join(",", words);
  }

  /** Memory with its options, by target. */
  static Map<String, String> memory(CreateContainer.Host host) {
    Map<String, String> memory = new TreeMap<>();
    for (MountRequest mount : host.mounts()) {
      if (mount instanceof MountRequest.Memory tmpfs) {
        memory.put(tmpfs.target(), String.join(",", tmpfs.options()));
      }
    }
    return memory;
  }

  /** The containers whose mounts it gets too, as they would be asked for. */
  static List<String> from(CreateContainer.Host host) {
    return host.mountsFrom().stream()
        .map(from -> from.container() + (from.readOnly() ? ":ro" : ""))
        .toList();
  }
}
