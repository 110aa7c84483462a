package dev.harness.images.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Turns what went wrong between us and a registry into an error that says what to do. */
final class Answers {
  private static final Set<Integer> TEMPORARY = Set.of(408, 500, 502, 503, 504);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private Answers() {}

  /** The error for an answer that is no success. */
  static RegistryException error(Response response, Repository repository, String action) {
    String words = ErrorBody.words(response);
    String reason = words.isEmpty() ? "" : ": " + words;
    String where = "%s answers %d".formatted(repository.hostAndPort(), response.code());
    return switch (response.code()) {
      case 404 ->
          new RegistryException.NotFound(
              "cannot %s: not found (%s%s); check the name and the tag"
                  .formatted(action, where, reason));
      case 401, 403 ->
          new RegistryException.Denied(
              ("cannot %s: pull access denied for %s, repository does not exist or may require"
                      + " credentials (%s%s); none were used")
                  .formatted(action, repository.familiarName(), where, reason));
      case 429 ->
          new RegistryException.TooManyRequests(
              "cannot %s: too many requests (%s%s); wait, log in, or use a mirror"
                  .formatted(action, where, reason),
              retryAfter(response));
      default ->
          new RegistryException.Failed(
              "cannot %s: %s%s".formatted(action, where, reason),
              TEMPORARY.contains(response.code()));
    };
  }

  private static Duration retryAfter(Response response) {
    String header = response.header("Retry-After");
    return header != null && SECONDS.matcher(header).matches()
        ? Duration.ofSeconds(Long.parseLong(header))
        : Duration.ZERO;
  }

  /** The error for a connection that did not come about, or broke. */
  static RegistryException unreachable(HttpUrl url, String action, IOException failure) {
    if (failure instanceof HopGuard.ForbiddenHopException) {
      return new RegistryException.Failed(
          "cannot %s: %s".formatted(action, failure.getMessage()), failure);
    }
    boolean permanent =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof SSLException;
    return new RegistryException.Unreachable(
        "cannot %s: the registry at %s:%d is unreachable: %s; check the name, the network and the"
                .formatted(action, url.host(), url.port(), reason(failure))
            + " proxy settings",
        !permanent,
        failure);
  }

  private static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof ConnectException
        && failure.getCause() instanceof ConnectException cause) {
      // okhttp's own message says only what it tried; the kernel's says why it failed.
      return cause.getMessage() == null ? "no connection" : cause.getMessage();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
