package dev.harness.runtime.engine.start;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.process.Processes;
import dev.harness.runtime.linux.process.Procfs;
import dev.harness.runtime.linux.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a container that runs among those of another one: the kernel does not end them
 * with its first process. They are known by their mount namespace.
 */
final class Stragglers {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);
  private static final Path PROCESSES = Path.of("/proc");
  private static final Set<OpenFlag> DIRECTORY = Set.of(OpenFlag.DIRECTORY);

  /** Each round kills what the one before did not see yet, of a fork bomb for example. */
  private static final int MOST_ROUNDS = 100;

  private final String mountNamespace;

  private Stragglers(String mountNamespace) {
    this.mountNamespace = mountNamespace;
  }

  /** Those of the container that a process is of. */
  static Stragglers of(int pid) {
    return new Stragglers(namespaceOf(Procfs.directory(pid)));
  }

  /** Kills them, as far as they have not changed their mount namespace. */
  void kill() {
    if (mountNamespace.isEmpty()) {
      return; // The first process had ended before it ran anything.
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!killThoseOfNow()) {
        return;
      }
    }
    LOG.warn("some processes of an ended container could not be killed");
  }

  private boolean killThoseOfNow() {
    boolean some = false;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path process : all) {
        if (mountNamespace.equals(namespaceOf(process))) {
          kill(process);
          some = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the processes", e);
    }
    return some;
  }

  /** The open directory means one process for ever, whatever numbers it has where. */
  private void kill(Path process) {
    try (Fd directory = Filesystem.open(process, DIRECTORY)) {
      if (mountNamespace.equals(namespaceOf(Path.of(directory.procPath())))) {
        Processes.signal(directory, Signal.KILL);
      }
    } catch (SystemException failure) {
      if (failure.errno() != Errno.ENOENT) {
        throw failure;
      }
    }
  }

  /** Empty when the process has ended, or is none of the engine's. */
  private static String namespaceOf(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/mnt")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
