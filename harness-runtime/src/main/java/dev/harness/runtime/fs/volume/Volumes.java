package dev.harness.runtime.fs.volume;

import dev.harness.runtime.fs.Trash;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The volumes that containers of an engine can have. Those with a name of somebody's choice lie in
 * the data directory and are there for every engine; the anonymous ones lie with their engine and go
 * with it. Safe for use by several threads, and by several engines.
 */
public final class Volumes {
  private static final int ANONYMOUS_BYTES = 32;

  private final Path named;
  private final Path anonymous;
  private final Trash trash;
  private final Ownership ownership;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, VolumeUse> used = new HashMap<>();

  /**
   * Volumes below these directories, which are made.
   *
   * @param named for those that every engine sees
   * @param anonymous for those of this engine, on the same file system as the trash
   * @param ownership how containers' ids appear to the engine, and in volumes
   * @throws VolumeException.Failed when the directories cannot be made
   */
  public Volumes(Path named, Path anonymous, Trash trash, Ownership ownership, Clock clock) {
    this.named = named;
    this.anonymous = anonymous;
    this.trash = trash;
    this.ownership = ownership;
    this.clock = clock;
    try {
      Files.createDirectories(named);
      Files.createDirectories(anonymous);
    } catch (IOException failure) {
      throw new VolumeException.Failed("cannot make the directory for volumes", failure);
    }
  }

  /** The use of a volume, until closed. */
  public final class Lease implements AutoCloseable {
    private final Volume volume;
    private final Path source;
    private final boolean ofHost;
    private final String user;

    private Lease(Volume volume, VolumeUse use, String user) {
      this.volume = volume;
      this.source = use.source();
      this.ofHost = use.isOfHost();
      this.user = user;
    }

    /** The volume. */
    public Volume volume() {
      return volume;
    }

    /** What is to be mounted for it. */
    public Path source() {
      return source;
    }

    /** Whether that is a directory of the host, with the host's owners. */
    public boolean isOfHost() {
      return ofHost;
    }

    @Override
    public void close() {
      release(volume.name(), user);
    }
  }

  /**
   * Makes a volume; one that is there already is taken as it is.
   *
   * @throws VolumeException.Failed when it cannot be made
   */
  public Volume create(VolumeRequest request) {
    lock.lock();
    try {
      Optional<Volume> there = request.name().flatMap(this::find);
      return there.isPresent() ? there.get() : make(request);
    } finally {
      lock.unlock();
    }
  }

  private Volume make(VolumeRequest request) {
    boolean unnamed = request.name().isEmpty();
    String name = request.name().orElseGet(this::randomName);
    VolumeDirectory directory = new VolumeDirectory((unnamed ? anonymous : named).resolve(name));
    try {
      return directory.make(request, unnamed, clock.instant(), ownership);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException otherEngine) {
      return get(name);
    } catch (IOException failure) {
      throw new VolumeException.Failed("cannot create the volume " + name, failure);
    }
  }

  private String randomName() {
    byte[] bytes = new byte[ANONYMOUS_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The volume of this name.
   *
   * @throws VolumeException.NotFound when there is none
   */
  public Volume get(String name) {
    return find(name).orElseThrow(() -> new VolumeException.NotFound(name));
  }

  private Optional<Volume> find(String name) {
    if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try {
      Optional<Volume> own = new VolumeDirectory(anonymous.resolve(name)).read(true);
      return own.isPresent() ? own : new VolumeDirectory(named.resolve(name)).read(false);
    } catch (IOException failure) {
      throw new VolumeException.Failed("cannot read the volume " + name, failure);
    }
  }

  /** All volumes that containers here can have, by name. */
  public List<Volume> list() {
    List<Volume> all = new ArrayList<>();
    for (Path directory : List.of(named, anonymous)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(entry -> find(String.valueOf(entry.getFileName())).ifPresent(all::add));
      } catch (IOException failure) {
        throw new VolumeException.Failed("cannot list the volumes in " + directory, failure);
      }
    }
    all.sort(Comparator.comparing(Volume::name));
    return all;
  }

  /**
   * Keeps a volume for a container, and makes it where there is none of its name.
   *
   * @param user the id of the container
   */
  public Lease use(VolumeRequest request, String user) {
    lock.lock();
    try {
      Volume volume = create(request);
      VolumeUse use = used.get(volume.name());
      if (use == null) {
        use = VolumeUse.begin(volume, directory(volume), ownership);
        used.put(volume.name(), use);
      }
      use.add(user);
      return new Lease(volume, use, user);
    } catch (IOException | SystemException failure) {
      throw new VolumeException.Failed(
          "cannot use the volume " + request.name().orElse(""), failure);
    } finally {
      lock.unlock();
    }
  }

  private void release(String name, String user) {
    lock.lock();
    try {
      VolumeUse use = used.get(name);
      if (use != null && use.remove(user)) {
        used.remove(name);
      }
    } catch (IOException failure) {
      used.remove(name);
      throw new VolumeException.Failed("cannot free the volume " + name, failure);
    } finally {
      lock.unlock();
    }
  }

  /** The ids of the containers of this engine that use a volume. */
  public List<String> users(Volume volume) {
    lock.lock();
    try {
      VolumeUse use = used.get(volume.name());
      return use == null ? List.of() : use.users().stream().distinct().toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes a volume with its files.
   *
   * @throws VolumeException.NotFound when there is none
   * @throws VolumeException.InUse when a container uses it, of this engine or of another
   */
  public void remove(String name) {
    lock.lock();
    try {
      Volume volume = get(name);
      if (used.containsKey(name)) {
        throw new VolumeException.InUse(name, String.join(", ", users(volume)));
      }
      VolumeDirectory directory = directory(volume);
      try (FileChannel channel =
              FileChannel.open(
                  directory.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE);
          FileLock free = channel.tryLock()) {
        if (free == null) {
          throw new VolumeException.InUse(name, "a container of another engine");
        }
        trash.take(directory.path());
      }
    } catch (IOException failure) {
      throw new VolumeException.Failed("cannot remove the volume " + name, failure);
    } finally {
      lock.unlock();
    }
  }

  private VolumeDirectory directory(Volume volume) {
    return new VolumeDirectory((volume.anonymous() ? anonymous : named).resolve(volume.name()));
  }
}
