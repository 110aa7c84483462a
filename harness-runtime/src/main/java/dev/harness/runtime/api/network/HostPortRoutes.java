package dev.harness.runtime.api.network;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.net.out.ExposedPorts;
import java.util.function.IntConsumer;

/**
 * The routes by which ports of the host's loopback are opened to containers; Docker has none like
 * them.
 */
public final class HostPortRoutes {
  private static final String PORT = "/harness/host-ports/{port}";

  private final ExposedPorts exposed;

  /** Routes that change these ports. */
  public HostPortRoutes(ExposedPorts exposed) {
    this.exposed = exposed;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("PUT", PORT, request -> change(request, exposed::expose))
        .add("DELETE", PORT, request -> change(request, exposed::hide));
  }

  private static Answer change(Request request, IntConsumer change) {
    String text = request.parameter("port");
    try {
      change.accept(Integer.parseInt(text));
      return Answer.empty(204);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(
          "no port of the host: '" + text + "'; it must be a number from 1 to 65535", e);
    }
  }
}
