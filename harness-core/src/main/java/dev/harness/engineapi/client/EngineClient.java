package dev.harness.engineapi.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.client.socket.UnixSocketFactory;
import dev.harness.engineapi.client.tls.EngineTrust;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * A client of one engine. It connects when it first has something to say, keeps connections for
 * a while, and may be used by any number of threads.
 *
 * <p>Silence is limited where the engine has nothing to wait for; no limit is set to streams and
 * to what the engine itself waits for.
 */
public final class EngineClient implements AutoCloseable {
  /** The version of the API that the records describe. */
  public static final String API_VERSION = "1.44";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PROMPTLY = Duration.ofMinutes(2);
  private static final int IDLE_CONNECTIONS = 8;
  private static final int IDLE_SECONDS = 60;

  private final EngineAddress address;
  private final OkHttpClient http;
  private final Supplier<ObjectMapper> json;
  private final EngineCaller caller;

  /**
   * Makes a client that speaks {@link #API_VERSION}.
   *
   * @throws IllegalArgumentException when the address has certificates that cannot be read; says why
   */
  public EngineClient(EngineAddress address) {
    this(address, API_VERSION);
  }

  /**
   * Makes a client.
   *
   * @param apiVersion as {@code 1.44}; empty leaves it to the engine
   * @throws IllegalArgumentException when the address has certificates that cannot be read; says why
   */
  public EngineClient(EngineAddress address, String apiVersion) {
    this(address, apiVersion, http(address), mapper());
  }

  private EngineClient(
      EngineAddress address, String apiVersion, OkHttpClient http, Supplier<ObjectMapper> json) {
    this.address = address;
    this.http = http;
    this.json = json;
    this.caller = new EngineCaller(address, apiVersion, http, json, PROMPTLY);
  }

  private static Supplier<ObjectMapper> mapper() {
    ObjectMapper made = EngineJson.newMapper();
    return () -> made;
  }

  private static OkHttpClient http(EngineAddress address) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            // To prepare for TLS would load the machine's authorities.
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .fastFallback(false)
            // A request that was sent may have been obeyed, and most must not be obeyed twice.
            .retryOnConnectionFailure(false);
    if (address instanceof EngineAddress.UnixSocketAddress unix) {
      builder
          .socketFactory(new UnixSocketFactory(unix.path()))
          .dns(host -> List.of(InetAddress.getLoopbackAddress()));
    }
    if (address instanceof EngineAddress.TlsAddress tls) {
      EngineTrust trust = EngineTrust.read(tls.certificates());
      builder
          .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
          // Streams that go both ways exist in this version only.
          .protocols(List.of(Protocol.HTTP_1_1))
          .sslSocketFactory(trust.sockets(), trust.manager());
    }
    return builder.build();
  }

  /** The same engine, spoken to in another version; shares all connections. */
  public EngineClient speaking(String apiVersion) {
    return new EngineClient(address, apiVersion, http, json);
  }

  /**
   * Makes a client for an engine that is about to start, and loads what its first requests need
   * meanwhile: most of what they would otherwise take is the loading of classes.
   */
  public static EngineClient ahead(EngineAddress address) {
    MapperInMaking json = new MapperInMaking();
    return new EngineClient(address, API_VERSION, http(address), json);
  }

  /** Where the engine is. */
  public EngineAddress address() {
    return address;
  }

  /** What concerns the engine as a whole. */
  public SystemApi system() {
    return new SystemApi(caller);
  }

  /** What concerns images. */
  public ImagesApi images() {
    return new ImagesApi(caller);
  }

  /** What concerns containers. */
  public ContainersApi containers() {
    return new ContainersApi(caller);
  }

  /** What concerns networks. */
  public NetworksApi networks() {
    return new NetworksApi(caller);
  }

  /** What concerns volumes. */
  public VolumesApi volumes() {
    return new VolumesApi(caller);
  }

  /** What concerns further processes in running containers. */
  public ExecsApi execs() {
    return new ExecsApi(caller);
  }

  /** Closes the connections that nobody uses; streams are closed by who opened them. */
  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
