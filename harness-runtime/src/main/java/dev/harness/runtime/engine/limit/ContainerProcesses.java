package dev.harness.runtime.engine.limit;

import dev.harness.runtime.engine.process.ProcessStat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the processes of a container in {@code /proc}: those in the mount namespace of its first
 * process, which unlike others no container shares, and all their descendants. So those are found
 * too that an exec started.
 */
final class ContainerProcesses {
  private final Path proc;

  /** Looks into {@code proc}, which is of the engine's pid namespace. */
  ContainerProcesses(Path proc) {
    this.proc = proc;
  }

  /** Their ids; empty when the first process has ended. */
  Set<Integer> of(int first) {
    Path namespace = namespace(proc.resolve(Integer.toString(first)));
    if (namespace.toString().isEmpty()) {
      return Set.of();
    }
    Map<Integer, Integer> parents = new HashMap<>();
    Set<Integer> members = new HashSet<>(List.of(first));
    for (ProcessStat process : all()) {
      parents.put(process.pid(), process.parent());
      if (namespace.equals(namespace(proc.resolve(Integer.toString(process.pid()))))) {
        members.add(process.pid());
      }
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Map.Entry<Integer, Integer> process : parents.entrySet()) {
        grown |= members.contains(process.getValue()) && members.add(process.getKey());
      }
    }
    return members;
  }

  private List<ProcessStat> all() {
    List<ProcessStat> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        ProcessStat.read(entry).ifPresent(found::add);
      }
    } catch (IOException failure) {
      throw new IllegalStateException("cannot list the processes in " + proc, failure);
    }
    return found;
  }

  /** The empty path for a process that has ended. */
  private static Path namespace(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/mnt"));
    } catch (IOException ended) {
      return Path.of("");
    }
  }
}
