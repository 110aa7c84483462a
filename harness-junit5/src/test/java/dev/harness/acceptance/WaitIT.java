package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.ContainerStartException;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When containers count as ready. */
@Tag("every-engine")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // Most of the time is that of what does not come.
class WaitIT {
  private static final ContainerSpec BOX = ContainerSpec.image("debian.internal/busybox");

  /** Serves one page, a tenth of a second after it has started. */
  private static final ContainerSpec WEB =
      BOX.command(
              "sh",
              "-c",
              "mkdir /www; echo green >/www/health; echo '/closed:user:secret' >/www/httpd.conf;"
                  + " mkdir /www/closed; echo in >/www/closed/index.html;"
                  + " sleep 0.1; exec httpd -f -p 8080 -h /www -c /www/httpd.conf")
          .port(8080);

  private static Harness harness = Harness.open();

  @BeforeAll
  static void checkEngine() {
    assertThat(harness.engine()).isNotEmpty();
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static ContainerStartException failure(ContainerSpec spec) {
    ContainerSpec hurried = spec.startupTimeout(Duration.ofSeconds(5));
    var failure = org.assertj.core.api.Assertions.catchThrowable(() -> harness.start(hurried));
    assertThat(failure).isInstanceOf(ContainerStartException.class);
    return (ContainerStartException) failure;
  }

  @Test
  void forAnAnswerOverHttp() {
    try (RunningContainer web =
        harness.start(WEB.waitFor(Wait.forHttp(8080, "/health").body("^gre+n$")))) {
      assertThat(web.url("http://{host}:{port:8080}/x"))
          .isEqualTo("http://" + web.host() + ":" + web.port(8080) + "/x");
    }
  }

  @Test
  void forTheStatusThatIsNamed() {
    harness.start(WEB.waitFor(Wait.forHttp(8080, "/nothing").status(404, 410))).close();
    harness.start(WEB.waitFor(Wait.forHttp(8080, "/closed/").status(401))).close();
    harness
        .start(WEB.waitFor(Wait.forHttp(8080, "/closed/").basicAuth("user", "secret").body("in")))
        .close();
  }

  @Test
  void saysWhichAnswerCameInstead() {
    assertThat(failure(WEB.waitFor(Wait.forHttp(8080, "/nothing"))))
        .hasMessageContaining(
            "waiting for HTTP status 200 of port 8080, path /nothing (last: status 404)");
  }

  @Test
  void forNoPortThatOpensAtOnce() throws IOException {
    try (RunningContainer box = harness.start(BOX.command("sleep", "1000").eagerPort(80));
        Socket early = new Socket(box.host(), box.port(80))) {
      assertThat(early.isConnected()).isTrue();
      assertThat(box.isRunning()).isTrue();
    }
  }

  @Test
  void forTheHealthCheck() {
    ContainerSpec spec =
        BOX.command("sh", "-c", "sleep 0.3; touch /ready; sleep 1000")
            .healthCheck(Duration.ofMillis(100), "ls", "/ready")
            .waitFor(Wait.forHealthy());

    try (RunningContainer box = harness.start(spec)) {
      assertThat(box.exec("ls", "/ready").exitCode()).isZero();
    }
  }

  @Test
  void saysWhatTheHealthCheckSaid() {
    assertThat(
            failure(
                BOX.command("sleep", "1000")
                    .healthCheck(Duration.ofMillis(100), "ls", "/ready")
                    .waitFor(Wait.forHealthy())))
        .hasMessageContaining("waiting for the health check to succeed")
        .hasMessageContaining("ls: /ready: No such file or directory");
  }

  @Test
  void refusesToWaitForAHealthCheckThatThereIsNot() {
    assertThat(failure(BOX.command("sleep", "1000").waitFor(Wait.forHealthy())))
        .hasMessageContaining("has no health check that could be waited for");
  }

  @Test
  void forTheFirstOfSeveral() {
    ContainerSpec spec =
        BOX.command("sh", "-c", "sleep 0.2; echo come in; sleep 1000")
            .startupTimeout(Duration.ofSeconds(20))
            .waitFor(Wait.forAny(Wait.forLogLine("never"), Wait.forLogLine("come in")));
    // The image may have to be made first.
    harness.start(BOX.command("true")).close();
    long begin = System.nanoTime();

    harness.start(spec).close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void failsWhenNoneOfSeveralComes() {
    assertThat(
            failure(
                BOX.command("sleep", "1000")
                    .waitFor(Wait.forAny(Wait.forLogLine("a"), Wait.forCommand("false")))))
        .hasMessageContaining("was not ready after");
  }

  @Test
  void forWhatTheCallerWants() {
    ContainerSpec spec =
        BOX.command("sh", "-c", "sleep 0.2; touch /there; sleep 1000")
            .waitFor(
                Wait.until("the file", box -> box.exec("test", "-e", "/there").exitCode() == 0));

    try (RunningContainer box = harness.start(spec)) {
      assertThat(box.exec("ls", "/there").stdout()).isEqualTo("/there\n");
    }
  }

  /** The image is made of packages when nobody had it before. */
  @Test
  @Timeout(300)
  void forADatabase() {
    // Initialised by the first, so that the second is there long before its time is over.
    ContainerSpec postgres =
        ContainerSpec.image("debian.internal/postgresql")
            .env("POSTGRES_PASSWORD", "secret")
            .env("POSTGRES_DB", "shop")
            .volume(harness.volume(), "/var/lib/postgresql/data")
            .port(5432);
    String url = "jdbc:postgresql://{host}:{port:5432}/shop";

    harness.start(postgres.waitFor(Wait.forJdbc(url, "postgres", "secret"))).close();
    ContainerSpec wrong =
        postgres
            .waitFor(Wait.forJdbc(url, "postgres", "wrong"))
            .startupTimeout(Duration.ofSeconds(8));

    assertThatThrownBy(() -> harness.start(wrong))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("waiting for the database to answer 'select 1'")
        .hasMessageContaining("password authentication failed for user \"postgres\"");
  }

  @Test
  void endsAtOnceWhenTheContainerDoes() {
    ContainerSpec spec =
        BOX.command("sh", "-c", "echo no room >&2; exit 3")
            .startupTimeout(Duration.ofSeconds(30))
            .waitFor(Wait.forAny(Wait.forLogLine("never"), Wait.forHttp(80, "/")))
            .port(80);

    assertThatThrownBy(() -> harness.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("exited with code 3")
        .hasMessageContaining("no room");
  }
}
