package dev.harness.images.registry.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Chooses the proxy for an address; where the environment names none, Java's own settings hold. */
final class ProxyChoice extends ProxySelector {
  private final EnvironmentProxies environment;

  ProxyChoice(EnvironmentProxies environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost();
    if (environment.exceptions().include(host, uri.getPort())) {
      return List.of(Proxy.NO_PROXY);
    }
    Optional<ProxyAddress> named = environment.named(uri.getScheme());
    if (named.isPresent()) {
      ProxyAddress proxy = named.get();
      // Not resolved here: the resolver may be slow, and okhttp asks it where it can give up.
      return List.of(
          new Proxy(proxy.type(), InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    }
    ProxySelector java = ProxySelector.getDefault();
    return java == null ? List.of(Proxy.NO_PROXY) : java.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is one proxy, and its failure is that of the request.
  }
}
