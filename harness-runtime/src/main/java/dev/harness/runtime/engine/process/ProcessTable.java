package dev.harness.runtime.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The processes that a procfs shows. What ends while it is read is left out. */
public final class ProcessTable {
  /** How much of a command line is read: it is the process's to say. */
  private static final int LONGEST_COMMAND = 64 * 1024;

  private final Path proc;

  /** Reads what is mounted at {@code proc}. */
  public ProcessTable(Path proc) {
    this.proc = proc;
  }

  /** All that are in the pid namespace of a process, in the order of their numbers. */
  public List<ContainerProcess> inNamespaceOf(int pid) {
    Optional<String> wanted = namespace(proc.resolve(Integer.toString(pid)));
    List<ContainerProcess> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      Instant booted = booted();
      for (Path entry : entries) {
        if (wanted.isPresent() && wanted.equals(namespace(entry))) {
          read(entry, booted).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the processes in " + proc, e);
    }
    found.sort(Comparator.comparingInt(ContainerProcess::pid));
    return found;
  }

  private static Optional<String> namespace(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/pid")).toString());
    } catch (IOException endedOrAnothers) {
      return Optional.empty();
    }
  }

  private Instant booted() throws IOException {
    return Files.readAllLines(proc.resolve("stat")).stream()
        .filter(line -> line.startsWith("btime "))
        .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())))
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private static Optional<ContainerProcess> read(Path process, Instant booted) {
    Optional<ProcessStat> stat = ProcessStat.read(process);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    try {
      String arguments = commandLine(process).replace('\0', ' ').strip();
      String command = arguments.isEmpty() ? "[" + stat.get().name() + "]" : arguments;
      Object uid = Files.getAttribute(process, "unix:uid");
      return Optional.of(of(stat.get(), booted, ((Number) uid).longValue(), command));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static ContainerProcess of(ProcessStat stat, Instant booted, long uid, String command) {
    return new ContainerProcess(
        stat.pid(),
        stat.parent(),
        uid,
        Long.toString(uid),
        stat.state(),
        stat.terminal(),
        stat.nice(),
        stat.started(booted),
        stat.processorTime(),
        stat.virtualBytes(),
        stat.residentBytes(),
        command,
        stat.name());
  }

  private static String commandLine(Path process) throws IOException {
    try (InputStream in = Files.newInputStream(process.resolve("cmdline"))) {
      return new String(in.readNBytes(LONGEST_COMMAND), StandardCharsets.UTF_8);
    }
  }
}
