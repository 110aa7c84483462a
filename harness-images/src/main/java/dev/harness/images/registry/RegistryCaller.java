package dev.harness.images.registry;

import java.io.IOException;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends every request to a registry: adds the token, gets one when it is demanded, asks again
 * after temporary failures, and says in every error what was attempted.
 */
final class RegistryCaller {
  private static final int UNAUTHORIZED = 401;

  private final OkHttpClient http;
  private final Tokens tokens;
  private final Retry retry;

  RegistryCaller(OkHttpClient http, Tokens tokens, Retry retry) {
    this.http = http;
    this.tokens = tokens;
    this.retry = retry;
  }

  Retry retry() {
    return retry;
  }

  /**
   * Sends a request until it succeeds or there is no hope.
   *
   * @param action what it is for: "cannot …"
   * @return a successful answer, which the caller closes
   * @throws RegistryException when there is none
   */
  Response open(Repository repository, String action, Request request) {
    return retry.run(() -> openOnce(repository, action, request));
  }

  /** Like {@link #open}, but every failure is thrown at once. */
  Response openOnce(Repository repository, String action, Request request) {
    Request guarded =
        request
            .newBuilder()
            // Without this okhttp asks for gzip and unpacks it, and digests no longer fit (P24).
            .header("Accept-Encoding", "identity")
            .tag(HopGuard.Origin.class, new HopGuard.Origin(repository.base().host()))
            .build();
    Response response = attempt(repository, action, guarded);
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw Answers.error(response, repository, action);
    }
  }

  private Response attempt(Repository repository, String action, Request request) {
    try {
      return authorized(repository, request);
    } catch (IOException e) {
      throw Answers.unreachable(request.url(), action, e);
    }
  }

  private Response authorized(Repository repository, Request request) throws IOException {
    Optional<String> token = tokens.current(repository);
    Response response = send(request, token);
    boolean demanded =
        response.code() == UNAUTHORIZED
            && response.request().url().host().equals(repository.base().host());
    if (!demanded) {
      return response;
    }
    Optional<BearerChallenge> challenge;
    String renewed;
    try {
      challenge = BearerChallenge.of(response, repository);
      if (challenge.isEmpty()) {
        return response;
      }
      renewed = tokens.renew(repository, challenge.get(), token);
    } catch (RegistryException e) {
      response.close();
      throw e;
    }
    response.close();
    return send(request, Optional.of(renewed));
  }

  private Response send(Request request, Optional<String> token) throws IOException {
    Request.Builder builder = request.newBuilder();
    token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
    return http.newCall(builder.build()).execute();
  }
}
