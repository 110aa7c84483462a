package dev.harness.images.registry.transport;

import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** Where an answer sends its request to, if anywhere. */
final class Redirect {
  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> KEEPING_THE_METHOD = Set.of(307, 308);
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  private Redirect() {}

  /**
   * The request to send instead. Without {@code Authorization} where the address is another: the
   * header is not meant for it, and storage that signs its addresses refuses both at once (P8).
   */
  static Optional<Request> of(Response response) {
    Request request = response.request();
    boolean followed =
        CODES.contains(response.code())
            && (HARMLESS.contains(request.method())
                || KEEPING_THE_METHOD.contains(response.code()));
    String location = response.header("Location");
    HttpUrl target = location == null ? null : request.url().resolve(location);
    if (!followed || target == null) {
      return Optional.empty();
    }
    Request.Builder next = request.newBuilder().url(target);
    if (!isSamePlace(request.url(), target)) {
      next.removeHeader("Authorization");
    }
    return Optional.of(next.build());
  }

  private static boolean isSamePlace(HttpUrl from, HttpUrl to) {
    return from.host().equals(to.host())
        && from.port() == to.port()
        && from.scheme().equals(to.scheme());
  }
}
