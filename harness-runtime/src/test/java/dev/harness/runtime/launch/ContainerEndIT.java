package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a container begins and ends. */
@ExtendWith(ContainersExtension.class)
class ContainerEndIT {
  private final Containers containers;

  ContainerEndIT(Containers containers) {
    this.containers = containers;
  }

  @Test
  void passesTheExitCodeOn() {
    assertThat(containers.run("exit 7").status()).isEqualTo(new ExitStatus(false, 7));
  }

  @Test
  void tellsTheSignalThatKilledIt() {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        HeldChild child = start("echo up; sleep 100", input, output)) {
      child.proceed();

      boolean sent = child.signal(Signal.KILL);

      assertThat(sent).isTrue();
      assertThat(child.await().code()).isEqualTo(137);
      assertThat(child.await()).hasToString("killed by SIGKILL");
      assertThat(child.signal(Signal.TERM)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/nothing, ENOENT, 'exec /bin/nothing: no such file or directory; the container has no such"
        + " file, or it lacks the file''s interpreter'",
    "/etc/passwd,  EACCES, 'exec /etc/passwd: permission denied; the file must be a regular one"
        + " that its user may execute'",
    "/bin,         EACCES, 'exec /bin: permission denied; the file must be a regular one that its"
        + " user may execute'",
    "/bin/broken,  ENOEXEC, 'exec /bin/broken: exec format error; it is made for another"
        + " architecture, or a script without \"#!\"'",
  })
  void saysWhyAFileCannotBeExecuted(String file, Errno errno, String message) {
    ProcessPlan plan = ProcessPlan.builder(file, List.of(file)).build();

    assertThatThrownBy(() -> containers.run(plan))
        .isInstanceOfSatisfying(
            LaunchException.NotExecutable.class, e -> assertThat(e.errno()).isEqualTo(errno))
        .hasMessage(message);
  }

  @Test
  void saysThatArgumentsAreTooLong() {
    ProcessPlan plan = containers.script("true " + "x".repeat(200_000)).build();

    assertThatThrownBy(() -> containers.run(plan))
        .isInstanceOf(LaunchException.NotExecutable.class)
        .hasMessage(
            "exec /bin/sh: argument list too long; the arguments and the environment are too long"
                + " together");
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, ENOENT (no such file or directory)",
    "/etc/passwd, ENOTDIR (not a directory)",
    "/proc/self/fd/0, ELOOP (too many levels of symbolic links)",
    "/proc/1/root, ELOOP (too many levels of symbolic links)",
  })
  void refusesWorkingDirectoriesThatAreNone(String directory, String reason) {
    ProcessPlan plan = containers.script("pwd").workingDirectory(directory).build();

    assertThatThrownBy(() -> containers.run(plan))
        .isInstanceOf(LaunchException.NoWorkingDirectory.class)
        .hasMessageStartingWith("cannot work in the directory " + directory + ": " + reason + ";");
  }

  @Test
  void waitsForThePermissionToProceed() {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        HeldChild child = start("echo done", input, output)) {
      Path executable = Path.of("/proc/" + child.pid() + "/exe");
      assertThat(executable).satisfies(file -> assertThat(target(file)).contains("harness"));

      child.proceed();
      output.writer().close();

      assertThat(Containers.read(output.reader())).isEqualTo("done\n");
    }
  }

  private static String target(Path link) throws java.io.IOException {
    return Files.readSymbolicLink(link).toString();
  }

  @Test
  void letsOthersEnterItsNamespacesBeforeItRuns() {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        HeldChild child = start("true", input, output);
        var namespace = child.namespace(NamespaceKind.NETWORK)) {
      assertThat(namespace.isOpen()).isTrue();
    }
  }

  @Test
  void endsWithEverythingInItWhenItIsClosed() {
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe()) {
      HeldChild child =
          start("trap '' TERM; (trap '' TERM; sleep 1000) & echo up; wait", input, output);
      child.proceed();
      output.writer().close();

      child.close();
      child.close();

      // The end of the stream comes when the last process that could write has gone.
      assertThat(Containers.read(output.reader())).isIn("", "up\n");
      assertThat(Path.of("/proc/" + child.pid())).doesNotExist();
    }
  }

  private HeldChild start(String script, Io.Pipe input, Io.Pipe output) {
    return containers.start(
        containers.script(script).build(), Containers.stdio(input, output), plan -> plan);
  }
}
