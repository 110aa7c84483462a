package dev.harness.images.registry.client;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.auth.Scope;
import dev.harness.images.registry.transport.Transport;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The single requests of which the upload of one blob consists (P34). */
final class UploadCalls {
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

  private final RegistryCaller caller;
  private final Scope scope;
  private final String action;
  private final Descriptor blob;

  UploadCalls(RegistryCaller caller, Scope scope, String action, Descriptor blob) {
    this.caller = caller;
    this.scope = scope;
    this.action = action;
    this.blob = blob;
  }

  String action() {
    return action;
  }

  Descriptor blob() {
    return blob;
  }

  /**
   * An upload that a registry has begun.
   *
   * @param repository the repository that it is for
   * @param location where the next request of it goes; it changes with each
   * @param leastChunkBytes how large a chunk has to be; 0 when the registry does not say
   */
  record Session(Repository repository, HttpUrl location, long leastChunkBytes) {}

  /**
   * Whether the repository has the blob. A registry that redirects to storage which refuses to be
   * asked for the head alone is asked for the whole, of which nothing is read (P9).
   */
  boolean isPresent(Repository repository) {
    Request.Builder request = new Request.Builder().url(repository.blob(blob.digest().toString()));
    try (Response response = ask(repository, request.head())) {
      if (response.isSuccessful() || response.code() == NOT_FOUND) {
        return response.isSuccessful();
      }
    }
    RegistryCaller.Question whole = question(repository, request.get());
    Response response = caller.ask(whole);
    if (response.isSuccessful() || response.code() == NOT_FOUND) {
      response.close();
      return response.isSuccessful();
    }
    throw caller.refusal(response, whole);
  }

  /**
   * What came of an attempt to mount.
   *
   * @param done whether the blob is mounted
   * @param begun the upload that the registry began instead, if it did
   */
  record Mount(boolean done, Optional<Session> begun) {}

  /** Mounts the blob from another repository; a registry that cannot begins an upload instead. */
  Mount mount(Repository repository, String from) {
    HttpUrl url =
        repository
            .uploads()
            .newBuilder()
            .addQueryParameter("mount", blob.digest().toString())
            .addQueryParameter("from", from)
            .build();
    RegistryCaller.Question question =
        question(repository, new Request.Builder().url(url).post(NOTHING));
    try (Response response = caller.succeed(question)) {
      return response.code() == CREATED
          ? new Mount(true, Optional.empty())
          : new Mount(false, Optional.of(session(repository, response)));
    }
  }

  /** Begins an upload. */
  Session begin(Repository repository) {
    Request.Builder request = new Request.Builder().url(repository.uploads()).post(NOTHING);
    try (Response response = caller.succeed(question(repository, request))) {
      return session(repository, response);
    }
  }

  /**
   * Sends the last request of an upload, with all bytes or with none.
   *
   * @return false when a server in between finds the bytes too many at once
   */
  boolean isFinishedBy(Session session, RequestBody body) {
    HttpUrl url =
        session
            .location()
            .newBuilder()
            .addQueryParameter("digest", blob.digest().toString())
            .build();
    RegistryCaller.Question question =
        question(session.repository(), new Request.Builder().url(url).put(body));
    Response response = caller.ask(question);
    if (response.isSuccessful() || response.code() == TOO_LARGE) {
      response.close();
      return response.isSuccessful();
    }
    throw caller.refusal(response, question);
  }

  /** Sends a part of the bytes that starts at {@code position}; any answer is one. */
  Response patch(Session session, long position, byte[] bytes) {
    return ask(
        session.repository(),
        new Request.Builder()
            .url(session.location())
            .header("Content-Range", "%d-%d".formatted(position, position + bytes.length - 1))
            .patch(
                new UploadBody(() -> new ByteArrayInputStream(bytes), bytes.length, sent -> {})));
  }

  /** Asks how much of an upload has come; any answer is one. */
  Response status(Session session) {
    return ask(session.repository(), new Request.Builder().url(session.location()));
  }

  private Response ask(Repository repository, Request.Builder request) {
    return caller.ask(question(repository, request));
  }

  private RegistryCaller.Question question(Repository repository, Request.Builder request) {
    return new RegistryCaller.Question(
        repository, scope, Transport.Kind.STREAM, action, request.build());
  }

  /** The error for an answer, which is read and closed. */
  RegistryException refusal(Session session, Response response) {
    Request.Builder request = response.request().newBuilder();
    return caller.refusal(response, question(session.repository(), request));
  }

  /** Where an answer says that the upload goes on. */
  Session session(Repository repository, Response response) {
    String header = response.header("Location");
    HttpUrl location = header == null ? null : response.request().url().resolve(header);
    if (location == null) {
      throw new RegistryException.Failed(
          "cannot %s: the registry does not say where the bytes go".formatted(action), false);
    }
    String least = response.header("OCI-Chunk-Min-Length");
    boolean known = least != null && least.matches("[0-9]{1,10}");
    return new Session(repository, location, known ? Long.parseLong(least) : 0);
  }
}
