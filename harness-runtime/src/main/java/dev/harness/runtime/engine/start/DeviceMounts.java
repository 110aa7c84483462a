package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.linux.file.MountAttribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Adds devices of the host to what a container has mounted. */
final class DeviceMounts {
  private static final Path DEVICES = Path.of("/dev");
  private static final Set<MountAttribute> DEVICE =
      Set.of(MountAttribute.NO_SUID, MountAttribute.NO_EXEC);

  private DeviceMounts() {}

  /** The mounts with the devices that are asked for, and those that a privileged container gets. */
  static List<PlannedMount> added(
      List<PlannedMount> mounts, Confinement confinement, HostDevices host) {
    Map<String, Path> nodes = new TreeMap<>();
    if (confinement.rights().privileged()) {
      nodes.putAll(host.open());
    }
    confinement.devices().forEach(request -> nodes.putAll(host.find(request)));
    if (nodes.isEmpty()) {
      return mounts;
    }
    List<PlannedMount> all = new ArrayList<>();
    for (PlannedMount mount : mounts) {
      if (mount.source() instanceof MountSource.Devices devices
          && mount.target().equals(DEVICES.toString())) {
        // What every container has there is its own.
        Stream.concat(devices.nodes().stream(), devices.links().keySet().stream())
            .forEach(name -> nodes.remove(DEVICES.resolve(name).toString()));
        all.add(withPlaces(mount, devices, nodes.keySet()));
      } else {
        all.add(mount);
      }
    }
    nodes.forEach(
        (place, node) ->
            all.add(
                new PlannedMount(
                    new MountSource.Bind(node.toString(), false), place, DEVICE, false)));
    return all;
  }

  private static PlannedMount withPlaces(
      PlannedMount mount, MountSource.Devices devices, Set<String> places) {
    List<String> directories = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String place : places) {
      Path name = DEVICES.relativize(Path.of(place));
      // The highest comes first.
      IntStream.range(1, name.getNameCount())
          .mapToObj(length -> name.subpath(0, length).toString())
          .forEach(directories::add);
      files.add(name.toString());
    }
    return new PlannedMount(
        devices.withPlaces(directories, files),
        mount.target(),
        mount.attributes(),
        mount.followsLinks());
  }
}
