package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the user hears of a line in a file of settings that means nothing. */
class UnknownSettingTest {
  @RegisterExtension final FakeRun run = new FakeRun();
  @TempDir Path directory;

  @Test
  void isToldOfOnceForAllClassesOfASession() throws IOException {
    Files.writeString(directory.resolve("harness.properties"), "harness.enigne = builtin\n");

    String told = logOf(this::runTwice);

    assertThat(told)
        .containsOnlyOnce(
            "There is no setting harness.enigne, which harness.properties of the class path makes");
  }

  private void runTwice() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
        LauncherSession session = LauncherFactory.openSession()) {
      thread.setContextClassLoader(loader);
      FakeRun.execute(session, ExtensionTestCases.ConditionalTestCase.class);
      FakeRun.execute(session, ExtensionTestCases.StaticFieldTestCase.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Loggers write to the standard error here. */
  private static String logOf(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
