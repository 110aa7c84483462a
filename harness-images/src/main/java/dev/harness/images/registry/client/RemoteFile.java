package dev.harness.images.registry.client;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.transport.Answers;
import dev.harness.images.registry.transport.ConnectionFailure;
import dev.harness.images.registry.transport.Retry;
import dev.harness.images.registry.transport.Transport;
import dev.harness.images.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A file at an address that a user names (P41). It is asked for as registries are: with their
 * certificates and proxies, and redirected by the same rules. Nothing tells which bytes it should
 * have, so a connection that breaks ends it.
 */
public final class RemoteFile {
  private final HttpUrl url;
  private final Transport transport;
  private final Retry retry;

  RemoteFile(HttpUrl url, Transport transport, Retry retry) {
    this.url = url;
    this.transport = transport;
    this.retry = retry;
  }

  /** The address for people: without a login, and without a query, which may hold a signature. */
  public String place() {
    return url.newBuilder().username("").password("").query(null).fragment(null).toString();
  }

  /**
   * Opens it. The stream fails with {@link RegistryException} when the connection breaks or stalls.
   *
   * @param maxBytes how long it may be
   * @throws RegistryException when the server does not give it
   */
  public InputStream open(long maxBytes) {
    return retry.run(() -> opened(maxBytes));
  }

  private InputStream opened(long maxBytes) {
    Request.Builder request = new Request.Builder().url(url);
    if (!url.username().isEmpty()) {
      request.header("Authorization", okhttp3.Credentials.basic(url.username(), url.password()));
    }
    try {
      Response response = transport.send(request.build(), url, Transport.Kind.STREAM);
      if (response.isSuccessful()) {
        return new Content(response, maxBytes);
      }
      try (response) {
        Repository server = new Repository(url, "", "", url.host(), Credentials.none());
        throw Answers.error(response, server, action());
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private String action() {
    return "fetch " + place();
  }

  private RegistryException broken(IOException failure) {
    return ConnectionFailure.of(failure, url, "", action());
  }

  /** The bytes, counted and timed. */
  private final class Content extends BlockInputStream {
    private final Response response;
    private final InputStream body;
    private final Pace pace = new Pace();
    private final long maxBytes;
    private long count;

    private Content(Response response, long maxBytes) {
      this.response = response;
      this.body = response.body().byteStream();
      this.maxBytes = maxBytes;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      try {
        int read = pace.read(body, buffer, offset, length);
        count += Math.max(0, read);
        if (count > maxBytes) {
          throw new RegistryException.Failed(
              "cannot %s: it has more than %d bytes".formatted(action(), maxBytes), false);
        }
        return read;
      } catch (IOException e) {
        throw broken(e);
      }
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
