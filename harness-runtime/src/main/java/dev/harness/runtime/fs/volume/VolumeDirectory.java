package dev.harness.runtime.fs.volume;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.TreeRemover;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** One volume on the disk: its files, what is known of it, and the lock of those who use it. */
record VolumeDirectory(Path path) {
  private static final String KNOWN = "volume.properties";
  private static final String LABEL = "label.";
  private static final String OPTION = "option.";
  private static final String CREATED = "created";

  Path data() {
    return path.resolve("_data");
  }

  Path lock() {
    return path.resolve("lock");
  }

  /** Makes it; it appears whole or not at all. */
  Volume make(VolumeRequest request, boolean anonymous, Instant now, Ownership ownership)
      throws IOException {
    Properties known = new Properties();
    known.setProperty(CREATED, now.toString());
    request.labels().forEach((key, value) -> known.setProperty(LABEL + key, value));
    request.options().forEach((key, value) -> known.setProperty(OPTION + key, value));
    Path unnamed = Files.createTempDirectory(path.resolveSibling("."), ".new-");
    try {
      VolumeDirectory making = new VolumeDirectory(unnamed);
      giveToContainers(Files.createDirectory(making.data()), ownership);
      Files.createFile(making.lock());
      try (OutputStream out = Files.newOutputStream(unnamed.resolve(KNOWN))) {
        known.store(out, null);
      }
      Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Where the name was taken meanwhile, or the disk is full.
      TreeRemover.remove(unnamed);
    }
    return volume(known, anonymous);
  }

  /** Gives a directory to the containers' root. */
  static void giveToContainers(Path directory, Ownership ownership) throws IOException {
    try (Fd fd = Filesystem.open(directory, Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY))) {
      ownership.give(fd, new byte[0], 0, 0);
    } catch (SystemException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** The volume, if there is one. */
  Optional<Volume> read(boolean anonymous) throws IOException {
    Properties known = new Properties();
    try (InputStream in = Files.newInputStream(path.resolve(KNOWN))) {
      known.load(in);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
    return Optional.of(volume(known, anonymous));
  }

  private Volume volume(Properties known, boolean anonymous) {
    return new Volume(
        String.valueOf(path.getFileName()),
        anonymous,
        Instant.parse(known.getProperty(CREATED)),
        part(known, LABEL),
        part(known, OPTION),
        data());
  }

  private static Map<String, String> part(Properties known, String prefix) {
    Map<String, String> part = new HashMap<>();
    for (String key : known.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        part.put(key.substring(prefix.length()), known.getProperty(key));
      }
    }
    return part;
  }
}
