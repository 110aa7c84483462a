package dev.harness.runtime.engine.mount;

import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.MountTarget;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.volume.Volume;
import dev.harness.runtime.fs.volume.Volumes;
import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import java.util.ArrayList;
import java.util.List;

/**
 * The mounts of one container, from its creation to its removal.
 *
 * <p>Most lie in its root already, so that they come along when the root is bound, and can be
 * neither moved nor changed by the container. Memory, and what lies in {@code /dev}, is mounted at
 * each start.
 */
public final class ContainerMounts implements AutoCloseable {
  private static final String DEVICES = "/dev";

  private final Root root;
  private final List<ContainerMount> all;
  private final List<Volumes.Lease> leases;
  private final List<String> beside;
  private final List<PlannedMount> atStart;

  ContainerMounts(
      Root root,
      List<ContainerMount> all,
      List<Volumes.Lease> leases,
      List<String> beside,
      List<PlannedMount> atStart) {
    this.root = root;
    this.all = List.copyOf(all);
    this.leases = List.copyOf(leases);
    this.beside = List.copyOf(beside);
    this.atStart = List.copyOf(atStart);
  }

  /** All of them, in the order in which they were asked for. */
  public List<ContainerMount> all() {
    return all;
  }

  /** Whether mounts that the host makes later are to come into some of them. */
  public boolean receiveMounts() {
    return all.stream()
        .map(ContainerMount::request)
        .anyMatch(
            mount -> mount instanceof MountRequest.Bind bind && bind.propagation().receives());
  }

  /** The volumes among them. */
  public List<Volume> volumes() {
    return leases.stream().map(Volumes.Lease::volume).toList();
  }

  /** Where volumes are mounted that have no name and nothing special, those above first. */
  public List<String> ofAnonymousVolumes() {
    return all.stream()
        .filter(mount -> mount.volume().filter(ContainerMounts::isPlain).isPresent())
        .map(mount -> mount.request().target())
        .sorted()
        .toList();
  }

  private static boolean isPlain(Volume volume) {
    return volume.anonymous() && volume.options().isEmpty();
  }

  /**
   * What is to be mounted at a start, in this order.
   *
   * @param defaults what a container has otherwise; what is asked for takes its place (C5)
   */
  public List<PlannedMount> planned(List<PlannedMount> defaults) {
    List<PlannedMount> planned = new ArrayList<>();
    for (PlannedMount mount : defaults) {
      if (all.stream().noneMatch(own -> replaces(own.request().target(), mount.target()))) {
        planned.add(withPlaces(mount));
      }
    }
    planned.addAll(atStart);
    return planned;
  }

  private static boolean replaces(String own, String byDefault) {
    return own.equals(byDefault) || (own.equals(DEVICES) && MountTarget.isIn(byDefault, DEVICES));
  }

  /** What is mounted in {@code /dev} needs a place there, which is new at each start. */
  private PlannedMount withPlaces(PlannedMount mount) {
    if (!(mount.source() instanceof MountSource.Devices devices)) {
      return mount;
    }
    List<String> places =
        atStart.stream()
            .map(PlannedMount::target)
            .filter(target -> MountTarget.isIn(target, DEVICES))
            .map(target -> target.substring(DEVICES.length() + 1))
            .toList();
    return new PlannedMount(
        devices.withPlaces(places, List.of()),
        mount.target(),
        mount.attributes(),
        mount.followsLinks());
  }

  /** Frees the volumes. What lies in the root goes with the root. */
  @Override
  public void close() {
    beside.forEach(root::detachBeside);
    leases.forEach(Volumes.Lease::close);
  }
}
