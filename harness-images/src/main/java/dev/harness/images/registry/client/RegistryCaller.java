package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Challenge;
import dev.harness.images.registry.auth.Grant;
import dev.harness.images.registry.auth.Grants;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Answers;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Transport;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends every request to a registry: shows the permission that it knows, gets one when it is
 * demanded, and says in every error what was attempted.
 */
final class RegistryCaller {
  private static final int UNAUTHORIZED = 401;

  private final Transport transport;
  private final Grants grants;

  RegistryCaller(Transport transport, Grants grants) {
    this.transport = transport;
    this.grants = grants;
  }

  /**
   * What is asked of whom.
   *
   * @param repository whose permission is shown, to its own addresses only
   * @param scope what must be allowed
   * @param kind how long the answer may take
   * @param action what it is for: "cannot …"
   * @param request the request without permission
   */
  record Question(
      Repository repository, Scope scope, Transport.Kind kind, String action, Request request) {

    private Question at(HttpUrl url) {
      return new Question(
          repository.anonymousAt(url), scope, kind, action, request.newBuilder().url(url).build());
    }
  }

  /**
   * Asks once; every failure is thrown at once.
   *
   * @return a successful answer, which the caller closes
   * @throws RegistryException when there is none
   */
  Response succeed(Question question) {
    Response response = ask(question);
    if (response.isSuccessful()) {
      return response;
    }
    throw refusal(response, question);
  }

  /** The error for an answer that is no success, which is read and closed. */
  RegistryException refusal(Response answer, Question question) {
    try (Response response = answer) {
      return Answers.error(response, question.repository(), question.action());
    }
  }

  /**
   * Asks once.
   *
   * @return any answer but a demand that can be met; the caller closes it
   * @throws RegistryException when there is none
   */
  Response ask(Question question) {
    try {
      Response response = authorized(question);
      HttpUrl answered = response.request().url();
      if (response.code() == UNAUTHORIZED && !question.repository().isAt(answered)) {
        // Another registry, to which this one redirects, has a token server of its own (P8).
        return satisfied(response, question.at(answered), Optional.empty());
      }
      return response;
    } catch (IOException e) {
      throw ConnectionFailure.of(e, question.repository(), question.action());
    }
  }

  private Response authorized(Question question) throws IOException {
    Repository repository = question.repository();
    boolean showing = repository.isAt(question.request().url());
    Optional<Grant> known =
        showing ? grants.current(repository, question.scope()) : Optional.empty();
    return satisfied(send(question, known), question, known);
  }

  /** The answer to a question, after what a first answer may have demanded is done. */
  private Response satisfied(Response first, Question question, Optional<Grant> known)
      throws IOException {
    Repository repository = question.repository();
    Response response = first;
    if (!isRefused(response, repository)) {
      return response;
    }
    try {
      if (known.filter(Grant::isToken).isPresent() && !demandsToken(response, repository)) {
        // What a registry demands of a stale token may differ from its demand of nobody (P5).
        response.close();
        response = send(question, Optional.empty());
      }
      Optional<Grant> renewed = renewed(response, question, known);
      if (renewed.isEmpty()) {
        return response;
      }
      response.close();
      return send(question, renewed);
    } catch (RegistryException e) {
      response.close();
      throw e;
    }
  }

  private static boolean demandsToken(Response response, Repository repository) {
    return Challenge.of(response, repository)
        .filter(Challenge.Bearer.class::isInstance)
        .isPresent();
  }

  /** A permission that meets what an answer demands, if it is a demand that can be met. */
  private Optional<Grant> renewed(Response response, Question question, Optional<Grant> known) {
    Repository repository = question.repository();
    return isRefused(response, repository)
        ? Challenge.of(response, repository)
            .flatMap(demand -> grants.renew(demand, repository, question.scope(), known))
        : Optional.empty();
  }

  private static boolean isRefused(Response response, Repository repository) {
    return response.code() == UNAUTHORIZED && repository.isAt(response.request().url());
  }

  private Response send(Question question, Optional<Grant> grant) throws IOException {
    Request.Builder builder = question.request().newBuilder();
    grant.ifPresent(known -> builder.header("Authorization", known.header().reveal()));
    return transport.send(builder.build(), question.repository().base(), question.kind());
  }
}
