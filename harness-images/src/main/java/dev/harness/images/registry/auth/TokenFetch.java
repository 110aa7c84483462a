package dev.harness.images.registry.auth;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.transport.Answers;
import dev.harness.images.registry.transport.Bodies;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Transport;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Gets a token from a registry's token server (distribution, "Token Authentication" and "OAuth2
 * Token Authentication").
 */
final class TokenFetch {
  private static final int MAX_BYTES = 1 << 20;
  private static final long DEFAULT_SECONDS = 60;
  private static final long LONGEST_SECONDS = 24 * 60 * 60;
  private static final String CLIENT_ID = "harness";

  /** How servers say that they know one of the two ways only (P4). */
  private static final Set<Integer> NOT_THIS_WAY = Set.of(404, 405);

  private final Transport transport;
  private final Clock clock;

  TokenFetch(Transport transport, Clock clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /** Asks for a token; the scope is ours, not the challenge's, which may lack it (P3). */
  Grant fetch(Challenge.Bearer challenge, Repository repository, Scope scope) {
    String action = action(challenge, repository, scope);
    if (repository.credentials() instanceof Credentials.IdentityToken identity) {
      FormBody.Builder form = form(challenge, scope).add("grant_type", "refresh_token");
      form.add("refresh_token", identity.token().reveal());
      return read(send(post(challenge, form), repository, action), repository, action);
    }
    if (!(repository.credentials() instanceof Credentials.Password login)) {
      Request request = new Request.Builder().url(address(challenge, scope)).build();
      return read(send(request, repository, action), repository, action);
    }
    Request request =
        new Request.Builder()
            .url(
                address(challenge, scope)
                    .newBuilder()
                    .addQueryParameter("account", login.user())
                    .build())
            .header("Authorization", BasicLogin.header(login).reveal())
            .build();
    Response response = send(request, repository, action);
    if (!NOT_THIS_WAY.contains(response.code())) {
      return read(response, repository, action);
    }
    response.close();
    FormBody.Builder form = form(challenge, scope).add("grant_type", "password");
    form.add("username", login.user()).add("password", login.password().reveal());
    return read(send(post(challenge, form), repository, action), repository, action);
  }

  private static String action(Challenge.Bearer challenge, Repository repository, Scope scope) {
    String verb = scope.parts().isEmpty() ? "log in to" : scope.isPush() ? "push" : "pull";
    return "get a token of %s to %s %s"
        .formatted(challenge.realm().host(), verb, repository.familiarName());
  }

  private static HttpUrl address(Challenge.Bearer challenge, Scope scope) {
    HttpUrl.Builder url = challenge.realm().newBuilder();
    if (!challenge.service().isEmpty()) {
      url.addQueryParameter("service", challenge.service());
    }
    scope.parts().forEach(part -> url.addQueryParameter("scope", part));
    return url.build();
  }

  private static FormBody.Builder form(Challenge.Bearer challenge, Scope scope) {
    return new FormBody.Builder()
        .add("client_id", CLIENT_ID)
        .add("access_type", "offline")
        .add("service", challenge.service())
        .add("scope", String.join(" ", scope.parts()));
  }

  private static Request post(Challenge.Bearer challenge, FormBody.Builder form) {
    return new Request.Builder().url(challenge.realm()).post(form.build()).build();
  }

  private Response send(Request request, Repository repository, String action) {
    try {
      return transport.send(request, request.url(), Transport.Kind.TOKEN);
    } catch (IOException e) {
      throw ConnectionFailure.of(e, repository, action);
    }
  }

  private Grant read(Response answer, Repository repository, String action) {
    try (Response response = answer) {
      if (!response.isSuccessful()) {
        throw Answers.error(response, repository, action);
      }
      byte[] body = Bodies.readAtMost(response, MAX_BYTES, action);
      JsonObject json = JsonObject.parse(body, "the token");
      Secret text =
          new Secret(json.text("token").orElseGet(() -> json.requiredText("access_token")));
      long seconds = json.number("expires_in").orElse(DEFAULT_SECONDS);
      if (!text.isToken()) {
        throw new RegistryException.Failed(
            "cannot %s: the token server's answer holds no token".formatted(action), false);
      }
      long bounded = Math.max(0, Math.min(LONGEST_SECONDS, seconds));
      return Grant.bearer(text, clock.instant().plusSeconds(bounded));
    } catch (JsonException e) {
      throw new RegistryException.Failed(
          "cannot %s: the token server's answer is not understood".formatted(action), e);
    } catch (IOException e) {
      throw ConnectionFailure.of(e, repository, action);
    }
  }
}
