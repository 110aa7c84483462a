package dev.harness.locate.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says about the restrictions of this process.
 *
 * @param administers whether it has the capability SYS_ADMIN, without which nothing can be mounted
 */
record ProcessStatus(boolean noNewPrivileges, boolean filtersSystemCalls, boolean administers) {
  private static final String EFFECTIVE = "CapEff:";
  private static final int SYS_ADMIN = 21;

  /** Reads {@code self/status}; a kernel that does not tell restricts nothing. */
  static ProcessStatus read(Path proc) {
    boolean noNewPrivileges = false;
    boolean filters = false;
    boolean administers = true;
    try {
      Path status = proc.resolve("self").resolve("status");
      for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
        noNewPrivileges |= line.matches("NoNewPrivs:\\s*1");
        filters |= line.matches("Seccomp:\\s*2");
        administers &= !line.startsWith(EFFECTIVE) || hasSysAdmin(line);
      }
    } catch (IOException e) {
      return new ProcessStatus(false, false, true);
    }
    return new ProcessStatus(noNewPrivileges, filters, administers);
  }

  private static boolean hasSysAdmin(String line) {
    long set = Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16);
    return (set >>> SYS_ADMIN & 1) == 1;
  }
}
