package dev.harness.images.registry;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Gets a token from a registry's token server (distribution, "Token Authentication"). */
final class TokenFetch {
  private static final int MAX_BYTES = 1 << 20;
  private static final long DEFAULT_SECONDS = 60;
  private static final long LONGEST_SECONDS = 24 * 60 * 60;

  private final OkHttpClient http;
  private final Clock clock;

  TokenFetch(OkHttpClient http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * A token as it came.
   *
   * @param text what goes into the {@code Authorization} header
   * @param expires when it is no longer taken
   */
  record Token(String text, Instant expires) {
    /** The text is a secret. */
    @Override
    public String toString() {
      return "token until " + expires;
    }
  }

  /** Asks anonymously; the scope is ours, not the challenge's, which may lack it (P3). */
  Token fetch(BearerChallenge challenge, Repository repository) {
    HttpUrl.Builder url = challenge.realm().newBuilder();
    if (!challenge.service().isEmpty()) {
      url.addQueryParameter("service", challenge.service());
    }
    url.addQueryParameter("scope", repository.pullScope());
    Request request =
        new Request.Builder()
            .url(url.build())
            .tag(HopGuard.Origin.class, new HopGuard.Origin(challenge.realm().host()))
            .build();
    String action = "get a token for " + repository.familiarName();
    try (Response response = http.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw Answers.error(response, repository, action);
      }
      return read(response, action);
    } catch (IOException e) {
      throw Answers.unreachable(challenge.realm(), action, e);
    }
  }

  private Token read(Response response, String action) throws IOException {
    byte[] body = Bodies.readAtMost(response, MAX_BYTES, action);
    try {
      JsonObject json = JsonObject.parse(body, "the token");
      String text = json.text("token").orElseGet(() -> json.requiredText("access_token"));
      long seconds = json.number("expires_in").orElse(DEFAULT_SECONDS);
      long bounded = Math.max(0, Math.min(LONGEST_SECONDS, seconds));
      return new Token(text, clock.instant().plusSeconds(bounded));
    } catch (JsonException e) {
      throw new RegistryException.Failed(
          "cannot %s: the token server's answer is not understood".formatted(action), e);
    }
  }
}
