package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.testing.Containers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  @TempDir private static Path directory;
  private static Containers containers;

  @BeforeAll
  static void prepare() throws IOException {
    containers = Containers.in(directory);
  }

  @AfterAll
  static void close() {
    containers.close();
  }

  @Test
  void passesTheExitCodeOn() {
    Containers.Result result = containers.run("exit 7");
    assertThat(result.status().code()).isEqualTo(7);
  }
}
