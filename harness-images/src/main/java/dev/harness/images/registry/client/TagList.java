package dev.harness.images.registry.client;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Bodies;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Transport;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** {@code GET /v2/<name>/tags/list}, page by page (P37). */
final class TagList {
  static final int MAX_TAGS = 10_000;
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

  private final RegistryCaller caller;

  TagList(RegistryCaller caller) {
    this.caller = caller;
  }

  /** One answer, and where the rest is. */
  private record Page(List<String> tags, Optional<HttpUrl> next) {}

  /** All tags, in the registry's order. */
  Set<String> from(Repository repository) {
    String action = "list the tags of " + repository.familiarName();
    Set<String> tags = new LinkedHashSet<>();
    Optional<HttpUrl> next = Optional.of(repository.tags());
    while (next.isPresent()) {
      Page page = page(repository, next.get(), action);
      // A page that brings nothing new would be followed by itself for ever.
      next = tags.addAll(page.tags()) ? page.next() : Optional.empty();
      if (tags.size() > MAX_TAGS) {
        throw new RegistryException.Failed(
            "cannot %s: there are more than %d; name those that are wanted"
                .formatted(action, MAX_TAGS),
            false);
      }
    }
    return tags;
  }

  private Page page(Repository repository, HttpUrl url, String action) {
    RegistryCaller.Question question =
        new RegistryCaller.Question(
            repository,
            Scope.pull(repository.path()),
            Transport.Kind.DOCUMENT,
            action,
            new Request.Builder().url(url).build());
    try (Response response = caller.succeed(question)) {
      byte[] body = Bodies.readAtMost(response, RegistryClient.MAX_DOCUMENT_BYTES, action);
      return new Page(
          JsonObject.parse(body, "the list of tags").texts("tags"), next(response, repository));
    } catch (JsonException e) {
      throw new RegistryException.Failed("cannot %s: %s".formatted(action, e.getMessage()), e);
    } catch (IOException e) {
      throw ConnectionFailure.of(e, repository, action);
    }
  }

  /** The rest is asked for at the same registry only. */
  private static Optional<HttpUrl> next(Response response, Repository repository) {
    String link = response.header("Link");
    Matcher matcher = NEXT.matcher(link == null ? "" : link);
    return matcher.find()
        ? Optional.ofNullable(response.request().url().resolve(matcher.group(1)))
            .filter(repository::isAt)
        : Optional.empty();
  }
}
