package dev.harness;

import dev.harness.probe.HttpProbe;
import dev.harness.probe.HttpQuestion;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.SpecRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Waits until a published port gives a certain answer over HTTP. Immutable: every method returns
 * another wait.
 *
 * <pre>{@code
 * Wait.forHttp(9200, "/_cluster/health").basicAuth("elastic", "secret").body("\"(green|yellow)\"")
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class HttpWait extends Wait {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ContainerPort port;
  private final HttpQuestion question;

  HttpWait(ContainerPort port, HttpQuestion question) {
    this.port = port;
    this.question = question;
  }

  private HttpWait with(HttpQuestion changed) {
    return new HttpWait(port, changed);
  }

  /**
   * Wants one of these statuses, in place of 200.
   *
   * @throws IllegalArgumentException when there is none
   */
  public HttpWait status(int... statuses) {
    if (statuses.length == 0) {
      throw new IllegalArgumentException("no status is there to be waited for");
    }
    int[] wanted = statuses.clone();
    return with(
        question.status(
            status -> Arrays.stream(wanted).anyMatch(one -> one == status),
            Arrays.stream(wanted).mapToObj(Integer::toString).collect(Collectors.joining(" or "))));
  }

  /** Wants a status of the caller's choice. */
  public HttpWait status(IntPredicate wanted) {
    return with(question.status(wanted, "of the caller's choice"));
  }

  /**
   * Wants a body in whose first MiB a regular expression is found.
   *
   * @throws IllegalArgumentException when it is no regular expression
   */
  public HttpWait body(String regex) {
    return with(question.body(Pattern.compile(regex)));
  }

  /** Asks by another method than {@code GET}, with an empty body. */
  public HttpWait method(String method) {
    return with(question.method(method));
  }

  /** Sends a header. */
  public HttpWait header(String name, String value) {
    return with(question.header(name, value));
  }

  /** Sends a user's name and password. */
  public HttpWait basicAuth(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** Speaks TLS and wants a certificate that this Java trusts. */
  public HttpWait tls() {
    return with(question.trust(HttpQuestion.Trust.AUTHORITIES));
  }

  /** Speaks TLS and takes any certificate, such as one that the container has made for itself. */
  public HttpWait tlsOfAnybody() {
    return with(question.trust(HttpQuestion.Trust.ANYBODY));
  }

  /** Gives each answer this much time, in place of two seconds. */
  public HttpWait answerWithin(Duration time) {
    return with(question.patience(SpecRules.time("the time of an answer", time)));
  }

  @Override
  void await(Startup startup) {
    try (HttpProbe probe = new HttpProbe(question)) {
      new RepeatedWait(
              status(),
              PAUSE,
              container -> probe.missing(container.host(), container.port(port.number())))
          .await(startup);
    }
  }

  private String status() {
    return "HTTP status %s of port %d, path %s"
        .formatted(question.expected(), port.number(), question.path());
  }

  /** Shows no headers: there may be a password among them. */
  @Override
  public String toString() {
    return status() + question.body().map(wanted -> ", body '" + wanted + "'").orElse("");
  }
}
