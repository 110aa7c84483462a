package dev.harness.runtime.engine.mount;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.MountTarget;
import dev.harness.runtime.fs.HostTree;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.Roots;
import dev.harness.runtime.fs.TreeShape;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootDirectories;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.TreeCopy;
import dev.harness.runtime.fs.volume.Volume;
import dev.harness.runtime.fs.volume.VolumeRequest;
import dev.harness.runtime.fs.volume.Volumes;
import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A root that is being fitted with mounts, one after the other. */
public final class MountingRoot {
  /** The name of what {@link #shareMemory} makes. */
  public static final String SHARED_MEMORY = "shm";

  private static final String DEVICES = "/dev";
  private static final int STICKY_FOR_ALL = 01777;
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);

  private final String container;
  private final Root root;
  private final List<ContainerMount> all = new ArrayList<>();
  private final List<Volumes.Lease> leases = new ArrayList<>();
  private final List<String> beside = new ArrayList<>();
  private final List<PlannedMount> atStart = new ArrayList<>();

  /**
   * Begins with nothing.
   *
   * @param container its id, as the user of volumes
   */
  public MountingRoot(String container, Root root) {
    this.container = container;
    this.root = root;
  }

  /**
   * Makes memory that other containers can have as well; {@link #SHARED_MEMORY} is its name beside the
   * root.
   */
  public void shareMemory(long bytes) {
    root.attachMemoryBeside(SHARED_MEMORY, bytes);
    beside.add(SHARED_MEMORY);
  }

  /** What was mounted so far. */
  ContainerMounts mounts() {
    return new ContainerMounts(root, all, leases, beside, atStart);
  }

  void add(MountRequest request, Roots roots, Volumes volumes) {
    if (request instanceof MountRequest.Bind bind) {
      bind(bind, roots);
    } else if (request instanceof MountRequest.InVolume wanted) {
      volume(wanted, roots, volumes);
    } else if (request instanceof MountRequest.Memory memory) {
      memory(memory);
    }
  }

  private void bind(MountRequest.Bind bind, Roots roots) {
    makeSource(bind);
    if (bind.propagation().receives()) {
      requireShared(bind);
    }
    try (HostTree tree = copied(bind, roots)) {
      attach(tree, bind.target());
    }
    all.add(new ContainerMount(bind, Optional.empty()));
  }

  private static HostTree copied(MountRequest.Bind bind, Roots roots) {
    try {
      return roots.hostTree(bind.source(), shape(bind));
    } catch (RootException failure) {
      boolean isLocked =
          failure.getCause() instanceof SystemException reason && reason.errno() == Errno.EINVAL;
      if (bind.below() == MountRequest.Below.ABSENT && isLocked) {
        throw new EngineException.InvalidRequest(
            "cannot mount %s without the mounts below it: the kernel keeps users from that, because what they cover would be seen; bind it with them, or run the engine as root"
                .formatted(bind.source()),
            failure);
      }
      throw failure;
    }
  }

  private static TreeShape shape(MountRequest.Bind bind) {
    return new TreeShape(
        attributes(bind.readOnly()),
        bind.below() != MountRequest.Below.ABSENT,
        bind.below() == MountRequest.Below.LIKE_THE_BIND,
        bind.propagation().receives());
  }

  private static void requireShared(MountRequest.Bind bind) {
    if (isInDevices(bind.target())) {
      throw new EngineException.InvalidRequest(
          "propagation '%s' of the bind on %s: what is in /dev is made at each start, and mounts that come later cannot be seen there; use rprivate"
              .formatted(bind.propagation(), bind.target()));
    }
    if (!HostTree.receivesMounts(bind.source())) {
      throw new EngineException.InvalidRequest(
          "propagation '%s' of the bind of %s: path is mounted on the host but it is not a shared or slave mount, so nothing would ever come; make it shared (mount --make-rshared) before the engine starts, or use rprivate"
              .formatted(bind.propagation(), bind.source()));
    }
  }

  private static void makeSource(MountRequest.Bind bind) {
    if (Files.exists(bind.source())) {
      return;
    }
    if (!bind.createsSource()) {
      throw new EngineException.InvalidRequest(
          "invalid mount config for type \"bind\": bind source path does not exist: "
              + bind.source());
    }
    try {
      Files.createDirectories(bind.source());
    } catch (IOException failure) {
      throw new EngineException.InvalidRequest(
          "cannot make the directory %s that is to be mounted on %s: %s"
              .formatted(bind.source(), bind.target(), failure),
          failure);
    }
  }

  private void volume(MountRequest.InVolume wanted, Roots roots, Volumes volumes) {
    Volumes.Lease lease =
        volumes.use(new VolumeRequest(wanted.name(), wanted.labels(), wanted.options()), container);
    leases.add(lease);
    Volume volume = lease.volume();
    if (wanted.copiesUp() && !lease.isOfHost()) {
      copyUp(lease, wanted.target());
    }
    Set<MountAttribute> attributes = attributes(wanted.readOnly());
    try (HostTree tree =
        lease.isOfHost()
            ? roots.hostTree(lease.source(), TreeShape.whole(attributes))
            : roots.ownTree(lease.source(), attributes)) {
      attach(tree, wanted.target());
    }
    MountRequest.InVolume named =
        new MountRequest.InVolume(
            Optional.of(volume.name()),
            wanted.target(),
            wanted.readOnly(),
            wanted.copiesUp(),
            volume.labels(),
            volume.options());
    all.add(new ContainerMount(named, Optional.of(volume)));
  }

  /** Source and volume show owners alike, as the engine sees those of containers. */
  private void copyUp(Volumes.Lease lease, String target) {
    boolean directory =
        root.tree().stat(target).map(FileStat::type).orElse(null) == FileStat.Type.DIRECTORY;
    if (!directory) {
      return;
    }
    try (Fd from = root.tree().directory(target);
        Fd to = Filesystem.open(lease.source(), DIRECTORY)) {
      if (TreeCopy.isEmpty(to)) {
        TreeCopy.copy(from, to);
      }
    }
  }

  private void memory(MountRequest.Memory memory) {
    Set<MountAttribute> attributes =
        EnumSet.of(MountAttribute.NO_EXEC, MountAttribute.NO_SUID, MountAttribute.NO_DEV);
    List<String> options = new ArrayList<>();
    for (String word : memory.options()) {
      if (!apply(word, attributes)) {
        options.add(word);
      }
    }
    if (memory.readOnly()) {
      attributes.add(MountAttribute.READ_ONLY);
    }
    if (!isInDevices(memory.target())) {
      int mode =
          root.tree().stat(memory.target()).map(FileStat::permissions).orElse(STICKY_FOR_ALL);
      root.makeDirectory(memory.target());
      if (options.stream().noneMatch(word -> word.startsWith("mode="))) {
        options.add("mode=" + Integer.toOctalString(mode));
      }
    }
    atStart.add(
        new PlannedMount(
            new MountSource.FileSystem("tmpfs", options), memory.target(), attributes, true));
    all.add(new ContainerMount(memory, Optional.empty()));
  }

  /** Whether a word is about the mount, not about its file system; changes the attributes then. */
  private static boolean apply(String word, Set<MountAttribute> attributes) {
    switch (word.toLowerCase(Locale.ROOT)) {
      case "ro" -> attributes.add(MountAttribute.READ_ONLY);
      case "rw" -> attributes.remove(MountAttribute.READ_ONLY);
      case "exec" -> attributes.remove(MountAttribute.NO_EXEC);
      case "noexec" -> attributes.add(MountAttribute.NO_EXEC);
      case "suid" -> attributes.remove(MountAttribute.NO_SUID);
      case "nosuid" -> attributes.add(MountAttribute.NO_SUID);
      case "dev" -> attributes.remove(MountAttribute.NO_DEV);
      case "nodev" -> attributes.add(MountAttribute.NO_DEV);
      case "noatime" -> attributes.add(MountAttribute.NO_ATIME);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void attach(HostTree tree, String target) {
    if (!isInDevices(target)) {
      makePlace(tree, target);
      refuseOtherKind(tree, target);
      root.attach(tree, target);
      return;
    }
    if (target.indexOf('/', DEVICES.length() + 1) >= 0 || !tree.isDirectory()) {
      throw new EngineException.InvalidRequest(
          "cannot mount %s on %s: only directories can be mounted in /dev, and only directly"
              .formatted(tree, target));
    }
    String name = "dev-" + beside.size();
    root.attachBeside(tree, name);
    beside.add(name);
    atStart.add(new PlannedMount(new MountSource.Bind(name, true), target, Set.of(), false));
  }

  /**
   * Makes the place in a directory of the host that is mounted around it, on the host's side: seen
   * from here its owners may be mapped, and then nobody can make anything in it.
   */
  private void makePlace(HostTree tree, String target) {
    Optional<MountRequest.Bind> around =
        all.stream()
            .map(ContainerMount::request)
            .filter(mount -> MountTarget.isIn(target, mount.target()))
            .reduce((higher, deeper) -> deeper)
            .filter(MountRequest.Bind.class::isInstance)
            .map(MountRequest.Bind.class::cast);
    if (around.isEmpty() || root.tree().stat(target).isPresent()) {
      return;
    }
    String below = target.substring(around.get().target().length());
    try (Fd source = Filesystem.open(around.get().source(), DIRECTORY)) {
      RootDirectories places = new RootDirectories(source, new Ownership.Single());
      if (tree.isDirectory()) {
        places.make(below);
      } else {
        places.makeFile(below);
      }
    }
  }

  private void refuseOtherKind(HostTree tree, String target) {
    Optional<FileStat.Type> there = root.tree().stat(target).map(FileStat::type);
    if (there.isPresent() && (there.get() == FileStat.Type.DIRECTORY) != tree.isDirectory()) {
      throw new EngineException.InvalidRequest(
          ("cannot mount %s on %s: not a directory: Are you trying to mount a directory onto a file"
                  + " (or vice-versa)? Check if the specified host path exists and is the expected"
                  + " type")
              .formatted(tree, target));
    }
  }

  private static boolean isInDevices(String target) {
    return MountTarget.isIn(target, DEVICES) && !target.equals(DEVICES);
  }

  private static Set<MountAttribute> attributes(boolean readOnly) {
    return readOnly ? Set.of(MountAttribute.READ_ONLY) : Set.of();
  }
}
