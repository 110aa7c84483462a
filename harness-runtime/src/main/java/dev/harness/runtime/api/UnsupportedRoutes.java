package dev.harness.runtime.api;

import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Router;

/** Docker's routes that this engine does not have yet: 501 with a message that says so. */
final class UnsupportedRoutes {
  private static final String[] ROUTES = {
    "POST /build/cancel",
    "POST /grpc",
    "POST /session",
    "PUT /volumes/{name}",
    "GET /plugins",
    "GET /plugins/privileges",
    "GET /plugins/{name:.*}/json",
    "POST /plugins/create",
    "POST /plugins/pull",
    "POST /plugins/{name:.*}/disable",
    "POST /plugins/{name:.*}/enable",
    "POST /plugins/{name:.*}/push",
    "POST /plugins/{name:.*}/set",
    "POST /plugins/{name:.*}/upgrade",
    "DELETE /plugins/{name:.*}",
    "GET /swarm",
    "GET /swarm/unlockkey",
    "POST /swarm/init",
    "POST /swarm/join",
    "POST /swarm/leave",
    "POST /swarm/unlock",
    "POST /swarm/update",
    "GET /nodes",
    "GET /nodes/{id}",
    "POST /nodes/{id}/update",
    "DELETE /nodes/{id}",
    "GET /services",
    "GET /services/{id}",
    "GET /services/{id}/logs",
    "POST /services/create",
    "POST /services/{id}/update",
    "DELETE /services/{id}",
    "GET /tasks",
    "GET /tasks/{id}",
    "GET /tasks/{id}/logs",
    "GET /secrets",
    "GET /secrets/{id}",
    "POST /secrets/create",
    "POST /secrets/{id}/update",
    "DELETE /secrets/{id}",
    "GET /configs",
    "GET /configs/{id}",
    "POST /configs/create",
    "POST /configs/{id}/update",
    "DELETE /configs/{id}",
  };

  private UnsupportedRoutes() {}

  /** Adds them; behind the routes that there are, as the first that fits is taken. */
  static void addTo(Router.Builder routes) {
    for (String route : ROUTES) {
      int space = route.indexOf(' ');
      routes.add(
          route.substring(0, space),
          route.substring(space + 1),
          request -> {
            throw new RefusedRequest(501, route + " is not supported by this engine yet");
          });
    }
    routes.add(
        "GET",
        "/containers/{id}/attach/ws",
        request -> {
          throw new RefusedRequest(
              501,
              "this engine has no web sockets; use POST /containers/{id}/attach, which has the same"
                  + " streams");
        });
  }
}
