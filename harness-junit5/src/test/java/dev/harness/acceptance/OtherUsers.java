package dev.harness.acceptance;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The users that containers have besides root: none where the tests' user has a single id (R3). */
public final class OtherUsers {
  private OtherUsers() {}

  /** Skips a test in which a container's process is another user, or a file belongs to one. */
  public static void assumeThatThereAreSome() throws IOException {
    String user = System.getProperty("user.name");
    boolean some =
        user.equals("root")
            || Files.readAllLines(Path.of("/etc/subuid")).stream()
                .anyMatch(line -> line.startsWith(user + ":"));
    assumeThat(some).as("with a single id, containers have no user but one (R3)").isTrue();
  }
}
