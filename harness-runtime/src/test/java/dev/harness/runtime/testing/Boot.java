package dev.harness.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Architecture;
import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The test's side of a boot program: lease, id maps, reports. */
public final class Boot implements AutoCloseable {
  /** Whom a test that runs as root takes for an ordinary user. */
  private static final int ORDINARY = 1_234;

  private static final int FIRST_SUBORDINATE = 1_879_113_728;

  private final Process process;
  private final DataInputStream reports;

  private Boot(Process process) {
    this.process = process;
    reports = new DataInputStream(process.getInputStream());
  }

  /** A report of a failed step. */
  public record Failure(int step, int errno) {}

  /**
   * Starts a program; where it is for ordinary users, as one, and maps its ids.
   *
   * <p>The test is skipped where the program cannot run.
   */
  public static Boot start(Path directory, Program program, boolean rootless, String... engine)
      throws IOException {
    boolean root = uid() == 0;
    assumeThat(root || rootless).as("needs root").isTrue();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = directory.resolve("boot");
    Files.write(file, program.executable(Architecture.current()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>();
    if (root && rootless) {
      String ids = Integer.toString(ORDINARY);
      command.addAll(List.of("setpriv", "--reuid", ids, "--regid", ids, "--clear-groups"));
    }
    command.add(file.toString());
    command.addAll(List.of(engine));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HARNESS_TEST", "kept");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Boot boot = new Boot(builder.start());
    if (rootless) {
      boot.mapIds(root);
    }
    return boot;
  }

  private void mapIds(boolean root) throws IOException {
    assertThat((char) reports.readByte()).isEqualTo('U');
    if (root) {
      String map = "0 %d 1\n1 %d 65535\n".formatted(ORDINARY, FIRST_SUBORDINATE);
      write("uid_map", map);
      write("gid_map", map);
    } else {
      write("setgroups", "deny");
      write("uid_map", "0 %d 1\n".formatted(uid()));
      write("gid_map", "0 %d 1\n".formatted(gid()));
    }
    writeToLease();
  }

  private void write(String file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream("/proc/" + process.pid() + "/" + file)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static int uid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static int gid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
  }

  /** The program. */
  public Process process() {
    return process;
  }

  /** Closes the lease. */
  public void endLease() throws IOException {
    process.getOutputStream().close();
  }

  /** Writes a byte to the lease. */
  public void writeToLease() throws IOException {
    process.getOutputStream().write(1);
    process.getOutputStream().flush();
  }

  /** The next line of the engine. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = reports.read(); next > 0 && next != '\n'; next = reports.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** All that is still written. */
  public String rest() throws IOException {
    return new String(reports.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The report of a failed step. */
  public Failure failure() throws IOException {
    assertThat((char) reports.readByte()).isEqualTo('F');
    return new Failure(
        Integer.reverseBytes(reports.readInt()), Integer.reverseBytes(reports.readInt()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
