package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests over connections that are kept, and follows redirects by our own rules (P8).
 *
 * <p>What TLS needs is loaded for the first https address and for each registry that has
 * certificates of its own.
 */
public final class Transport implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  /** A small document takes no longer than this, however slowly its bytes drip (H56). */
  private static final long DOCUMENT_SECONDS = 60;

  private static final int MAX_REDIRECTS = 10;

  private final RegistrySettings settings;
  private final OkHttpClient plain;

  /** The clients that speak TLS, by the registry whose certificates they know. */
  private final ConcurrentMap<String, OkHttpClient> secure = new ConcurrentHashMap<>();

  /** What a request is about. */
  public enum Kind {
    /** A document of some MiB, which may take a minute. */
    DOCUMENT,
    /** Bytes that may take as long as they keep coming. */
    STREAM,
    /** A secret for a token: a document, which is never sent on to where it was not meant to go. */
    TOKEN
  }

  /**
   * Makes connections.
   *
   * @param stallTimeout without a byte for this long a connection is taken for broken (P26)
   * @throws RegistryException when the environment's proxies cannot be read
   */
  public Transport(RegistrySettings settings, Duration stallTimeout) {
    this.settings = settings;
    EnvironmentProxies proxies = EnvironmentProxies.of(settings.environment());
    this.plain =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(stallTimeout)
            .writeTimeout(stallTimeout)
            .followRedirects(false)
            .proxySelector(new ProxyChoice(proxies))
            .proxyAuthenticator(new ProxyLogin(proxies))
            .addInterceptor(new CommitPatience())
            .addNetworkInterceptor(new HopGuard())
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build();
  }

  /**
   * Sends a request and follows where it is redirected; a header {@code Authorization} goes to no
   * other address than the request's own.
   *
   * @param meant the address of who is asked, by which those of redirects are judged
   * @return any answer, which the caller closes
   */
  public Response send(Request request, HttpUrl meant, Kind kind) throws IOException {
    HopGuard.Origin origin = new HopGuard.Origin(meant, kind == Kind.TOKEN);
    Request next =
        request
            .newBuilder()
            // Without this okhttp asks for gzip and unpacks it, and digests no longer fit (P24).
            .header("Accept-Encoding", "identity")
            .tag(HopGuard.Origin.class, origin)
            .build();
    for (int redirects = 0; ; redirects++) {
      Response response = exchange(next, kind);
      Optional<Request> following = Redirect.of(response);
      boolean tellsASecret = kind == Kind.TOKEN && !request.method().equals("GET");
      if (following.isEmpty() || tellsASecret) {
        return response;
      }
      response.close();
      if (redirects == MAX_REDIRECTS) {
        throw new GivenUpException(
            "%s redirects more than %d times".formatted(request.url().host(), MAX_REDIRECTS));
      }
      next = following.get();
    }
  }

  private Response exchange(Request request, Kind kind) throws IOException {
    HopGuard.Origin origin = request.tag(HopGuard.Origin.class);
    if (origin != null) {
      origin.check(request.url());
    }
    Call call = client(request.url()).newCall(request);
    if (kind != Kind.STREAM) {
      call.timeout().timeout(DOCUMENT_SECONDS, TimeUnit.SECONDS);
    }
    return call.execute();
  }

  private OkHttpClient client(HttpUrl url) throws IOException {
    if (!url.isHttps()) {
      return plain;
    }
    RegistryCertificates own = RegistryCertificates.of(url, settings.certificates());
    OkHttpClient present = secure.get(own.name());
    if (present != null) {
      return present;
    }
    TrustAnchors anchors = TrustAnchors.load(settings.authorities(), own.authorities());
    SSLContext context = anchors.context(own.clientKeys());
    OkHttpClient made =
        plain
            .newBuilder()
            .sslSocketFactory(context.getSocketFactory(), anchors.trustManager())
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
            .build();
    OkHttpClient other = secure.putIfAbsent(own.name(), made);
    return other == null ? made : other;
  }

  /** Closes the connections that are kept. */
  @Override
  public void close() {
    plain.connectionPool().evictAll();
    plain.dispatcher().executorService().shutdown();
  }
}
