package dev.harness.runtime.fs.volume;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The use of one volume by the containers of this engine: locked against removal by other engines,
 * its memory mounted if it is one of memory. Guarded by its {@link Volumes}.
 */
final class VolumeUse {
  private final Volume volume;
  private final VolumeOptions options;
  private final FileChannel channel;
  private final List<String> users = new ArrayList<>();

  private VolumeUse(Volume volume, VolumeOptions options, FileChannel channel) {
    this.volume = volume;
    this.options = options;
    this.channel = channel;
  }

  static VolumeUse begin(Volume volume, VolumeDirectory directory, Ownership ownership)
      throws IOException {
    FileChannel channel = FileChannel.open(directory.lock(), StandardOpenOption.READ);
    boolean done = false;
    try {
      // Shared: several engines may use it. Held as long as the channel is open.
      FileLock held = channel.lock(0, Long.MAX_VALUE, true);
      if (Files.notExists(directory.lock())) {
        throw new IOException("it is just being removed by another engine; try again");
      }
      VolumeOptions options = VolumeOptions.of(volume.options());
      if (options instanceof VolumeOptions.Memory memory) {
        Mounts.mount(
            "tmpfs",
            volume.data(),
            Set.of(MountAttribute.NO_DEV, MountAttribute.NO_SUID),
            memory.options());
        VolumeDirectory.giveToContainers(volume.data(), ownership);
      }
      done = held.isValid();
      return new VolumeUse(volume, options, channel);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** What is to be mounted. */
  Path source() {
    return options instanceof VolumeOptions.HostDirectory host ? host.path() : volume.data();
  }

  /** Whether that is a directory of the host. */
  boolean isOfHost() {
    return options instanceof VolumeOptions.HostDirectory;
  }

  void add(String user) {
    users.add(user);
  }

  List<String> users() {
    return users;
  }

  /** False when others use it still. */
  boolean remove(String user) throws IOException {
    users.remove(user);
    if (!users.isEmpty()) {
      return false;
    }
    try {
      if (options instanceof VolumeOptions.Memory) {
        Mounts.detach(volume.data());
      }
    } catch (SystemException failure) {
      throw new IOException(failure.getMessage(), failure);
    } finally {
      channel.close();
    }
    return true;
  }
}
