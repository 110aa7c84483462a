package dev.harness.runtime.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which ids the engine's process has, and so which its containers can have. */
enum EngineMode {
  /** Root of the initial user namespace; containers get ids that nobody else has. */
  ROOT("root"),
  /** Root of a user namespace with the user's subordinate ids. */
  ROOTLESS("rootless"),
  /** Root of a user namespace with one id: images that switch user fail (R3). */
  SINGLE_ID("single-id");

  private static final Path MAP = Path.of("/proc/self/uid_map");
  private static final long ALL_IDS = 4294967295L;

  private final String word;

  EngineMode(String word) {
    this.word = word;
  }

  /** The name in reports. */
  String word() {
    return word;
  }

  /** The mode of this process. */
  static EngineMode current() {
    try {
      return of(Files.readAllLines(MAP));
    } catch (IOException failure) {
      throw new SetUpException("cannot read " + MAP + ": " + failure.getMessage(), failure);
    }
  }

  static EngineMode of(List<String> map) {
    long total = 0;
    for (String line : map) {
      String[] fields = line.strip().split("\\s+", 3);
      long count = Long.parseLong(fields[2]);
      if (count == ALL_IDS && fields[0].equals(fields[1])) {
        return ROOT;
      }
      total += count;
    }
    return total > 1 ? ROOTLESS : SINGLE_ID;
  }
}
