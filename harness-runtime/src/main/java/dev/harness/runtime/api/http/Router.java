package dev.harness.runtime.api.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the handler of a request by its method and path.
 *
 * <p>Paths are compared decoded, so that {@code a%2Fb} and {@code a/b} name the same image, and with
 * or without a prefix such as {@code /v1.44}. Of several templates that fit the first added wins.
 */
public final class Router implements Handler {
  private final List<Route> routes;

  private record Route(String method, PathTemplate template, Handler handler) {}

  private record Target(ApiVersion version, String path) {}

  private Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** Starts a router without routes. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Answers by the route that fits.
   *
   * @throws RefusedRequest 404 when none fits, 400 when the version is not accepted
   */
  @Override
  public Answer handle(Request request) throws IOException {
    Target target = target(request.path());
    for (Route route : routes) {
      if (route.method.equals(request.method())) {
        Optional<Map<String, String>> values = route.template.match(target.path);
        if (values.isPresent()) {
          return route.handler.handle(request.routed(target.version, target.path, values.get()));
        }
      }
    }
    throw new RefusedRequest(404, "page not found");
  }

  /** Takes {@code /v<digits>.<digits>} off the path. */
  private static Target target(String path) {
    int end = path.indexOf('/', 1);
    int dot = path.indexOf('.');
    if (path.startsWith("/v") && dot > 0 && dot < end) {
      String major = path.substring(2, dot);
      String minor = path.substring(dot + 1, end);
      if (isNumber(major) && isNumber(minor)) {
        return new Target(ApiVersion.parse(major, minor), path.substring(end));
      }
    }
    return new Target(ApiVersion.CURRENT, path);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Collects routes. */
  public static final class Builder {
    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /** Adds a route; {@code template} is as {@code /images/{name:.*}/json}. */
    public Builder add(String method, String template, Handler handler) {
      routes.add(new Route(method, new PathTemplate(template), handler));
      return this;
    }

    /** Makes the router. */
    public Router build() {
      return new Router(routes);
    }
  }
}
