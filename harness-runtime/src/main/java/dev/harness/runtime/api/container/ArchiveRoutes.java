package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.PathStat;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;

/** The routes that copy files in and out (C45): some of a container, or all of it. */
public final class ArchiveRoutes {
  private static final String TEMPLATE = "/containers/{id}/archive";

  private final Containers containers;
  private final ObjectMapper json;

  /** Routes to the files of these containers. */
  public ArchiveRoutes(Containers containers, ObjectMapper json) {
    this.containers = containers;
    this.json = json;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("HEAD", TEMPLATE, this::describe)
        .add("GET", TEMPLATE, this::copyOut)
        .add("PUT", TEMPLATE, this::copyIn)
        .add("GET", "/containers/{id}/export", this::export);
  }

  private Answer describe(Request request) {
    return Answer.empty(200).withHeader(PathStat.HEADER, stat(request));
  }

  private Answer copyOut(Request request) {
    Container container = containers.find(request.parameter("id"));
    String path = path(request);
    return Answer.stream(200, "application/x-tar", out -> container.copyOut(path, out))
        .withHeader(PathStat.HEADER, stat(request));
  }

  private Answer export(Request request) {
    Container container = containers.find(request.parameter("id"));
    return Answer.stream(200, "application/octet-stream", container::export);
  }

  private Answer copyIn(Request request) {
    if (request.query().flag("copyUIDGID")) {
      throw RefusedRequest.malformed(
          "copyUIDGID is not supported by this engine yet; files keep the owners of the archive");
    }
    containers
        .find(request.parameter("id"))
        .copyIn(path(request), request.body(), request.query().flag("noOverwriteDirNonDir"));
    return Answer.empty(200);
  }

  private String stat(Request request) {
    Container container = containers.find(request.parameter("id"));
    return PathStatView.header(container.stat(path(request)), json);
  }

  private static String path(Request request) {
    String path =
        request
            .query()
            .text("path")
            .orElseThrow(() -> RefusedRequest.malformed("bad parameter: path is missing"));
    if (path.indexOf('\0') >= 0) {
      throw RefusedRequest.malformed("bad parameter: path has a zero byte");
    }
    return path;
  }
}
