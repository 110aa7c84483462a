package dev.harness.images.registry.client;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.auth.Grants;
import dev.harness.images.registry.transport.Retry;
import dev.harness.images.registry.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries that speak the OCI distribution API.
 *
 * <p>Can be used by several threads.
 */
public final class RegistryClient implements AutoCloseable {
  static final int MAX_DOCUMENT_BYTES = 4 << 20;

  /** Without a byte for this long a connection is taken for broken (P26). */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  private final RegistrySettings settings;
  private final Retry retry;
  private final Duration stallTimeout;
  private final SpokenProtocols protocols = new SpokenProtocols();
  private final AtomicReference<@Nullable Connections> made = new AtomicReference<>();

  /** What is shared by all requests. */
  private record Connections(Transport transport, RegistryCaller caller) {}

  /** Makes a client with connections of its own. */
  public RegistryClient(RegistrySettings settings) {
    this(settings, duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()), STALL_TIMEOUT);
  }

  RegistryClient(RegistrySettings settings, Retry.Pause pause, Duration stallTimeout) {
    this.settings = settings;
    this.retry = new Retry(pause);
    this.stallTimeout = stallTimeout;
  }

  /**
   * The repository of an image; nothing is asked yet.
   *
   * @throws RegistryException when the name of its registry is no address
   */
  public RemoteRepository repository(Reference reference, Credentials credentials) {
    RegistryCaller caller = connections().caller();
    return new RemoteRepository(
        reference,
        caller,
        retry,
        new Route(settings.route(reference, credentials, true), protocols),
        new Route(settings.route(reference, credentials, false), protocols),
        new Route(settings.origin(reference, credentials), protocols));
  }

  /**
   * Tries whether a registry knows somebody.
   *
   * @param domain the registry, as in names of images
   * @throws RegistryException when it does not
   */
  public void login(String domain, Credentials credentials) {
    Login login = new Login(connections().caller());
    Route route = new Route(settings.whole(domain, credentials), protocols);
    retry.run(() -> route.first(login::to));
  }

  /**
   * A file that is no part of an image; nothing is asked yet.
   *
   * @throws RegistryException.InvalidAddress when it is none that may be asked
   */
  public RemoteFile file(String address) {
    return new RemoteFile(settings.file(address), connections().transport(), retry);
  }

  /** Made when it is first needed: an engine that pulls nothing does not pay for loading it. */
  private Connections connections() {
    Connections present = made.get();
    if (present == null) {
      Transport transport = new Transport(settings, stallTimeout);
      Grants grants = new Grants(transport, Clock.systemUTC());
      present = new Connections(transport, new RegistryCaller(transport, grants));
      if (!made.compareAndSet(null, present)) {
        transport.close();
        present = Objects.requireNonNull(made.get());
      }
    }
    return present;
  }

  /** Closes the connections that are kept for further requests. */
  @Override
  public void close() {
    Connections present = made.get();
    if (present != null) {
      present.transport().close();
    }
  }
}
