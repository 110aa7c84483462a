package dev.harness.images.registry;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Looks at every request that goes out, redirects included: a registry must not send us to
 * addresses that only this machine can reach (H57).
 */
final class HopGuard implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Origin origin = request.tag(Origin.class);
    HttpUrl target = request.url();
    if (origin != null && !origin.host().equals(target.host())) {
      boolean nearby = Hosts.isLoopback(target.host()) && !Hosts.isLoopback(origin.host());
      if (nearby || Hosts.isLinkLocal(target.host())) {
        throw new ForbiddenHopException(
            "%s redirects to %s, an address of this machine or its neighbours"
                .formatted(origin.host(), target.host()));
      }
    }
    return chain.proceed(request);
  }

  /** The host that was meant to be asked. */
  record Origin(String host) {}

  /** A redirect that is not followed. */
  static final class ForbiddenHopException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenHopException(String message) {
      super(message);
    }
  }
}
