package dev.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the engine of this process holds.
 *
 * @param residentKib memory, in KiB
 * @param descriptors that are open
 */
record EngineFigures(long residentKib, long descriptors, long threads) {

  /** Reads them now. */
  static EngineFigures read() throws IOException {
    ProcessHandle engine =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains("EngineMain"))
            .reduce((outer, inner) -> inner)
            .orElseThrow();
    Path proc = Path.of("/proc", Long.toString(engine.pid()));
    String resident =
        Files.readAllLines(proc.resolve("status")).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("0");
    return new EngineFigures(
        Long.parseLong(resident.replaceAll("[^0-9]", "")),
        count(proc.resolve("fd")),
        count(proc.resolve("task")));
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }

  @Override
  public String toString() {
    return "%d MB resident, %d descriptors, %d threads"
        .formatted(residentKib / 1000, descriptors, threads);
  }
}
