package dev.harness.locate.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says about the restrictions of this process. */
record ProcessStatus(boolean noNewPrivileges, boolean filtersSystemCalls) {

  /** Reads {@code self/status}; a kernel that does not tell restricts nothing. */
  static ProcessStatus read(Path proc) {
    boolean noNewPrivileges = false;
    boolean filters = false;
    try {
      Path status = proc.resolve("self").resolve("status");
      for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
        noNewPrivileges |= line.matches("NoNewPrivs:\\s*1");
        filters |= line.matches("Seccomp:\\s*2");
      }
    } catch (IOException e) {
      return new ProcessStatus(false, false);
    }
    return new ProcessStatus(noNewPrivileges, filters);
  }
}
