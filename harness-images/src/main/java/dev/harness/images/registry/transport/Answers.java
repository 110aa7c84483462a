package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import java.util.Set;
import okhttp3.Response;

/** Turns an answer that is no success into an error that says what to do. */
public final class Answers {
  private static final Set<Integer> TEMPORARY = Set.of(408, 500, 502, 503, 504);
  private static final int BAD_REQUEST = 400;

  private Answers() {}

  /**
   * The error for an answer, whose body is read.
   *
   * @param action what was attempted: "cannot …"
   */
  public static RegistryException error(Response response, Repository repository, String action) {
    String words = ErrorBody.words(response);
    String reason = words.isEmpty() ? "" : ": " + words;
    String where = "%s answers %d".formatted(repository.hostAndPort(), response.code());
    return switch (response.code()) {
      case 404 ->
          new RegistryException.NotFound(
              "cannot %s: not found (%s%s); check the name and the tag"
                  .formatted(action, where, reason));
      case 401, 403 -> denied(response, repository, action, reason);
      case 429 -> tooManyRequests(response, action, where, reason);
      case BAD_REQUEST -> badRequest(repository, action, where, reason);
      default ->
          new RegistryException.Failed(
              "cannot %s: %s%s".formatted(action, where, reason),
              TEMPORARY.contains(response.code()));
    };
  }

  private static RegistryException denied(
      Response response, Repository repository, String action, String reason) {
    String where = "%s answers %d%s".formatted(repository.hostAndPort(), response.code(), reason);
    String used = repository.credentials().used();
    if (repository.path().isEmpty()) {
      return new RegistryException.Denied(
          "cannot %s: unauthorized (%s); %s".formatted(action, where, used));
    }
    return new RegistryException.Denied(
        ("cannot %s: %s access denied for %s, repository does not exist or may require"
                + " credentials (%s); %s")
            .formatted(
                action,
                action.matches("(.* )?push .*") ? "push" : "pull",
                repository.familiarName(),
                where,
                used));
  }

  private static RegistryException tooManyRequests(
      Response response, String action, String where, String reason) {
    String left = response.header("ratelimit-remaining");
    // A quota is one of hours: waiting seconds for it is in vain (P27).
    boolean quota = left != null || reason.contains("rate limit");
    String remaining = left == null ? "" : ", ratelimit-remaining: " + ErrorBody.shown(left);
    return new RegistryException.TooManyRequests(
        "cannot %s: too many requests (%s%s%s); wait, log in, or use a mirror"
            .formatted(action, where, remaining, reason),
        RetryAfter.of(response),
        quota);
  }

  private static RegistryException badRequest(
      Repository repository, String action, String where, String reason) {
    String message = "cannot %s: %s%s".formatted(action, where, reason);
    // Servers that speak TLS say so in the one sentence that they have of plain http.
    return !repository.base().isHttps() && reason.contains("HTTPS")
        ? new RegistryException.Unreachable(message, false)
        : new RegistryException.Failed(message, false);
  }
}
