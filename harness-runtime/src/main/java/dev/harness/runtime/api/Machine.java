package dev.harness.runtime.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine that the engine runs on, as its files describe it. */
final class Machine {
  /** Java's names of processors, as Go and thus images write them. */
  private static final Map<String, String> GO_NAMES = Map.of("x86_64", "amd64", "aarch64", "arm64");

  /** The processor as uname names it: {@code x86_64}, {@code aarch64}. */
  String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  /** The processor as images name it: {@code amd64}, {@code arm64}. */
  String imageArchitecture() {
    return GO_NAMES.getOrDefault(architecture(), architecture());
  }

  String kernel() {
    return System.getProperty("os.version");
  }

  String hostName() {
    return firstLine("/proc/sys/kernel/hostname", "").orElse("localhost");
  }

  /** The distribution's name for people. */
  String operatingSystem() {
    return firstLine("/etc/os-release", "PRETTY_NAME=")
        .map(name -> name.replace("\"", ""))
        .orElse("Linux");
  }

  /** All memory, in bytes; 0 when it cannot be found out. */
  long memoryBytes() {
    return firstLine("/proc/meminfo", "MemTotal:")
        .map(text -> text.replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .map(digits -> Long.parseLong(digits) * 1024)
        .orElse(0L);
  }

  String cgroupVersion() {
    return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? "2" : "1";
  }

  /** What follows {@code start} in the first line that begins with it; empty if unreadable. */
  private static Optional<String> firstLine(String file, String start) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(start))
          .findFirst()
          .map(line -> line.substring(start.length()).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
