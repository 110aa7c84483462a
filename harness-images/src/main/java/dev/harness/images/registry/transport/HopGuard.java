package dev.harness.images.registry.transport;

import dev.harness.images.registry.Hosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Looks at the address of every connection before a request goes out: a registry must not send us
 * to addresses that only this machine can reach, under whatever name (H57).
 */
final class HopGuard implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Origin origin = request.tag(Origin.class);
    Connection connection = chain.connection();
    if (origin != null
        && connection != null
        && connection.route().proxy().type() == Proxy.Type.DIRECT) {
      origin.check(request.url(), connection.route().socketAddress().getAddress());
    }
    return chain.proceed(request);
  }

  /**
   * The address that was meant to be asked.
   *
   * @param url as we made it
   * @param secret whether the request holds what no neighbour is to see
   */
  record Origin(HttpUrl url, boolean secret) {

    /** Checks where a redirect leads, by what its text says. */
    void check(HttpUrl target) throws GivenUpException {
      if (url.isHttps() && !target.isHttps()) {
        throw new GivenUpException(
            "%s redirects to %s without encryption".formatted(url.host(), target.host()));
      }
      if (!isSameHost(target)) {
        boolean nearby = Hosts.isThisMachine(target.host()) && !Hosts.isThisMachine(url.host());
        boolean inside = secret && Hosts.isLocalAddress(target.host());
        refuse(nearby || inside || Hosts.isLinkLocal(target.host()), target);
      }
    }

    private void check(HttpUrl target, InetAddress address) throws GivenUpException {
      if (!isSameHost(target)) {
        boolean nearby = address.isLoopbackAddress() && !Hosts.isThisMachine(url.host());
        refuse(nearby || address.isLinkLocalAddress() || address.isAnyLocalAddress(), target);
      }
    }

    private boolean isSameHost(HttpUrl target) {
      return url.host().equals(target.host());
    }

    private void refuse(boolean forbidden, HttpUrl target) throws GivenUpException {
      if (forbidden) {
        throw new GivenUpException(
            "%s redirects to %s, an address of this machine or its neighbours"
                .formatted(url.host(), target.host()));
      }
    }
  }
}
