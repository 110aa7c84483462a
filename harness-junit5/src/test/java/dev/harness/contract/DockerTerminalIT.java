package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's command line on a terminal of its own, as a person has it. */
@ExtendWith(ApiExtension.class)
@Timeout(90)
class DockerTerminalIT {
  @TempDir static Path home;

  @BeforeAll
  static void findPrograms() {
    DockerCli.assumeThatItIsHere();
    assumeThat(DockerCli.isOnPath("script")).as("needs script of util-linux").isTrue();
  }

  /** Somebody at a terminal of 33 rows, who runs docker there. */
  private static final class Person implements AutoCloseable {
    private final Process process;
    private final StringBuilder seen = new StringBuilder();

    Person(Api api, String command) throws IOException {
      String line = "stty rows 33 cols 99; docker -H unix://%s %s".formatted(api.socket(), command);
      ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null");
      builder.environment().put("DOCKER_CONFIG", home.toString());
      process = builder.redirectErrorStream(true).start();
    }

    void type(String text) throws IOException {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** Reads until something stands on the screen, or there is nothing more to read. */
    String sees(String text) throws IOException {
      while (seen.indexOf(text) < 0) {
        int next = process.getInputStream().read();
        if (next < 0) {
          return seen.toString();
        }
        seen.append((char) next);
      }
      return seen.toString();
    }

    int exitCode() throws IOException, InterruptedException {
      String rest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      seen.append(rest);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(seen.toString()).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static String succeed(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).succeed(arguments);
  }

  @Test
  void runsAContainer(Api api) throws Exception {
    String script = "until stty size | grep 33; do :; done; echo $TERM; read x; exit $x";

    try (Person person =
        new Person(api, "run --rm -it %s sh -c '%s'".formatted(Api.IMAGE, script))) {
      assertThat(person.sees("xterm\r\n")).contains("33 99\r\nxterm\r\n");
      person.type("5\r");

      assertThat(person.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void endsWhatRunsByTheInterruptKey(Api api) throws Exception {
    String script = "trap \"exit 9\" INT; echo ready; while true; do sleep 0.1; done";

    try (Person person =
        new Person(api, "run --rm -it %s sh -c '%s'".formatted(Api.IMAGE, script))) {
      person.sees("ready\r\n");
      person.type("\u0003");

      assertThat(person.exitCode()).isEqualTo(9);
    }
  }

  @Test
  void executesInAContainer(Api api) throws Exception {
    succeed(api, "run", "-d", "--name", "for-exec", Api.IMAGE, "sleep", "1000");
    String script = "tty; until stty size | grep 33; do :; done; exit 4";

    try (Person person = new Person(api, "exec -it for-exec sh -c '%s'".formatted(script))) {
      assertThat(person.sees("33 99\r\n")).contains("/dev/pts/0\r\n", "33 99\r\n");
      assertThat(person.exitCode()).isEqualTo(4);
    }
    succeed(api, "rm", "-f", "for-exec");
  }

  @Test
  void attachesAndLeaves(Api api) throws Exception {
    succeed(api, "run", "-dit", "--name", "for-attach", Api.IMAGE, "sh");

    try (Person person = new Person(api, "attach for-attach")) {
      person.type("echo he''re\r");
      assertThat(person.sees("here\r\n")).contains("here\r\n");
      person.type("\u0010\u0011");
      person.exitCode();
    }
    assertThat(succeed(api, "inspect", "-f", "{{.State.Status}}", "for-attach"))
        .isEqualTo("running");
    try (Person person = new Person(api, "attach for-attach")) {
      person.type("exit 6\r");

      assertThat(person.exitCode()).isEqualTo(6);
    }
    succeed(api, "rm", "-f", "for-attach");
  }

  @Test
  void startsAgainWhereItWas(Api api) throws Exception {
    succeed(api, "create", "-it", "--name", "for-start", Api.IMAGE, "sh", "-c", "read x; exit $x");

    try (Person person = new Person(api, "start -ai for-start")) {
      person.type("8\r");

      assertThat(person.exitCode()).isEqualTo(8);
    }
    succeed(api, "rm", "-f", "for-start");
  }
}
