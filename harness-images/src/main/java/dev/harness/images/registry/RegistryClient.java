package dev.harness.images.registry;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import dev.harness.images.reference.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from registries that speak the OCI distribution API, without credentials.
 *
 * <p>Can be used by several threads. What is pulled is verified against its digest.
 */
public final class RegistryClient implements AutoCloseable {
  static final int MAX_DOCUMENT_BYTES = 4 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  /** Without a byte for this long a connection is taken for broken (P26). */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  /** A small document takes no longer than this, however slowly its bytes drip (H56). */
  private static final Duration DOCUMENT_TIMEOUT = Duration.ofSeconds(60);

  private final Retry.Pause pause;
  private final Duration stallTimeout;
  private final AtomicReference<@Nullable Endpoints> made = new AtomicReference<>();

  /** What can be asked, over connections that are shared. */
  private record Endpoints(OkHttpClient http, ManifestFetch manifests, RegistryCaller blobs) {
    void close() {
      http.connectionPool().evictAll();
      http.dispatcher().executorService().shutdown();
    }
  }

  /** Makes a client with connections of its own. */
  public RegistryClient() {
    this(duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()), STALL_TIMEOUT);
  }

  RegistryClient(Retry.Pause pause, Duration stallTimeout) {
    this.pause = pause;
    this.stallTimeout = stallTimeout;
  }

  /** Made when it is first needed: an engine that pulls nothing does not pay for loading it. */
  private Endpoints endpoints() {
    Endpoints present = made.get();
    if (present == null) {
      present = make();
      if (!made.compareAndSet(null, present)) {
        present.close();
        present = Objects.requireNonNull(made.get());
      }
    }
    return present;
  }

  private Endpoints make() {
    Retry retry = new Retry(pause);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(stallTimeout)
            // A redirect never leaves https; okhttp drops the token where the host changes (P8).
            .followSslRedirects(false)
            .retryOnConnectionFailure(true)
            .addNetworkInterceptor(new HopGuard())
            .build();
    OkHttpClient bounded = http.newBuilder().callTimeout(DOCUMENT_TIMEOUT).build();
    Clock clock = Clock.systemUTC();
    Tokens tokens = new Tokens(new TokenFetch(bounded, clock), clock);
    return new Endpoints(
        http,
        new ManifestFetch(new RegistryCaller(bounded, tokens, retry)),
        new RegistryCaller(http, tokens, retry));
  }

  /**
   * Pulls the manifest or index of an image.
   *
   * @throws RegistryException when there is none, or it is not what a digest in the name says
   */
  public FetchedManifest manifest(Reference reference) {
    return endpoints()
        .manifests()
        .fetch(Repository.of(reference), reference.identifier(), reference.digest());
  }

  /**
   * Opens a blob of a repository. The stream fails instead of ending when its bytes are not the
   * announced ones; it goes on over a new connection when one breaks.
   *
   * @throws RegistryException when there is none; reading the stream throws it too
   */
  public InputStream blob(Reference repository, Descriptor blob) {
    BlobFetch fetch = new BlobFetch(endpoints().blobs(), Repository.of(repository), blob);
    return new VerifiedInputStream(new BlobStream(fetch).opened(), blob);
  }

  /**
   * Pulls a blob that is a small document.
   *
   * @throws RegistryException when there is none, or it has more than 4 MiB, or is not the
   *     announced one
   */
  public byte[] document(Reference repository, Descriptor document) {
    if (document.sizeBytes() > MAX_DOCUMENT_BYTES) {
      throw new RegistryException.Failed(
          "cannot pull %s of %s: it has %d bytes, at most %d are allowed"
              .formatted(
                  document.digest(),
                  repository.familiarRepository(),
                  document.sizeBytes(),
                  MAX_DOCUMENT_BYTES),
          false);
    }
    try (InputStream stream = blob(repository, document)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new RegistryException.WrongContent(
          "cannot pull %s of %s: %s"
              .formatted(document.digest(), repository.familiarRepository(), e.getMessage()),
          e);
    }
  }

  /** Closes the connections that are kept for further pulls. */
  @Override
  public void close() {
    Endpoints present = made.get();
    if (present != null) {
      present.close();
    }
  }
}
