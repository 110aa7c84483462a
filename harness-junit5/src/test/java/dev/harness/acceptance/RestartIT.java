package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.files.FileSource;
import dev.harness.logs.LogLine;
import dev.harness.logs.LogStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers that run again, and images made of them. */
@SuppressWarnings("NullAway.Init") // set before all tests
@Timeout(60)
class RestartIT {
  private static final ContainerSpec WEB =
      ContainerSpec.image("debian.internal/busybox")
          .port(80)
          .file("/www/index.html", "hello")
          .command(
              "sh",
              "-c",
              "trap 'exit 0' TERM; echo up; echo error >&2; httpd -f -p 80 -h /www & wait");

  private static Harness harness;

  @BeforeAll
  static void open() {
    harness = Harness.open();
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  @Test
  void keepsItsPortsAndFiles() throws IOException {
    RunningContainer web = harness.start(WEB);
    int port = web.port(80);
    web.copyTo(FileSource.text("again"), "/www/index.html");

    web.restart();

    assertThat(web.port(80)).isEqualTo(port);
    assertThat(page(web)).isEqualTo("again");

    web.stop(Duration.ofSeconds(5));
    assertThat(web.isRunning()).isFalse();
    web.start();

    assertThat(web.port(80)).isEqualTo(port);
    assertThat(page(web)).isEqualTo("again");
  }

  private static String page(RunningContainer web) throws IOException {
    URI uri = URI.create(web.url("http://{host}:{port:80}/index.html"));
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void isReadyWithoutTheLinesOfItsInitialisation() throws IOException {
    RunningContainer web =
        harness.start(
            WEB.command(
                    "sh",
                    "-c",
                    "[ -e /made ] || echo ready; touch /made; echo ready; exec httpd -f -p 80 -h /www")
                .waitFor(Wait.forLogLine("^ready$", 2)));

    web.stop(Duration.ZERO);
    web.start();

    assertThat(page(web)).isEqualTo("hello");
  }

  @Test
  void passesOnTheLinesOfAllRuns() {
    RunningContainer web = harness.start(WEB.name("web").waitFor(Wait.forLogLine("^error$")));
    List<LogLine> lines = new CopyOnWriteArrayList<>();
    web.onLog(lines::add);

    web.restart();
    web.restart();

    LogLine out = new LogLine("web", LogStream.STDOUT, "up");
    LogLine err = new LogLine("web", LogStream.STDERR, "error");
    web.close();
    assertThat(lines).containsOnly(out, err).hasSizeBetween(4, 6);
  }

  @Test
  void waitsForALineOfTheNewRun() {
    ContainerSpec slow =
        WEB.command(
                "sh",
                "-c",
                "trap 'exit 0' TERM; sleep 0.3; touch /ready; echo run; sleep 1000 & wait")
            .waitFor(Wait.forLogLine("run"));
    RunningContainer container = harness.start(slow);
    container.exec("rm", "/ready");

    container.restart();

    assertThat(container.exec("test", "-e", "/ready").exitCode()).isZero();
    assertThat(container.logs()).isEqualTo("run\nrun\n");
  }

  @Test
  void startsFromAnImageOfAContainer() {
    RunningContainer filled = harness.start(WEB);
    filled.copyTo(FileSource.text("filled"), "/www/data");

    filled.commit("harness.test/filled:1");

    RunningContainer next = harness.start(ContainerSpec.image("harness.test/filled:1").port(80));
    assertThat(next.readText("/www/data")).isEqualTo("filled");
    assertThat(next.inspect()).contains("\"harness.test/filled:1\"");
  }
}
