package dev.harness.images.registry.transport;

import dev.harness.images.credentials.Credentials;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Logs in to a proxy with what the environment says in front of its host (P12). */
final class ProxyLogin implements Authenticator {
  private static final String HEADER = "Proxy-Authorization";

  private final EnvironmentProxies environment;

  ProxyLogin(EnvironmentProxies environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response) {
    Request request = response.request();
    Optional<Credentials.Password> login =
        route == null || request.header(HEADER) != null ? Optional.empty() : login(route);
    return login
        .map(known -> okhttp3.Credentials.basic(known.user(), known.password().reveal()))
        .map(value -> request.newBuilder().header(HEADER, value).build())
        .orElse(null);
  }

  private Optional<Credentials.Password> login(Route route) {
    InetSocketAddress address = (InetSocketAddress) route.proxy().address();
    return Stream.of(environment.https(), environment.http())
        .flatMap(Optional::stream)
        .filter(
            proxy ->
                proxy.host().equalsIgnoreCase(address.getHostString())
                    && proxy.port() == address.getPort())
        .flatMap(proxy -> proxy.login().stream())
        .findFirst();
  }
}
