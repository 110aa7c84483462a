package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.image.DistributionInspect;
import dev.harness.engineapi.image.LoginResult;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.images.Images;
import dev.harness.images.RemoteImage;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.departure.PushedImage;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import java.io.IOException;
import java.util.List;

/** The routes that ask registries: log in, look, push; and the one that names what is pushed. */
public final class RegistryRoutes {
  private static final String HUB = "docker.io";

  private final Images images;
  private final ObjectMapper json;
  private final RegistryCredentials credentials;

  /** Routes of the images in a store. */
  public RegistryRoutes(Images images, ObjectMapper json) {
    this.images = images;
    this.json = json;
    this.credentials = new RegistryCredentials(json);
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("POST", "/auth", this::login)
        .add("GET", "/distribution/{name:.*}/json", this::look)
        .add("GET", "/images/search", this::search)
        .add("POST", "/images/{name:.*}/push", this::push)
        .add("POST", "/images/{name:.*}/tag", this::tag);
  }

  private Answer login(Request request) throws IOException {
    RegistryAuth auth = request.json(RegistryAuth.class);
    try {
      images.login(domain(auth.serverAddress()), RegistryCredentials.of(auth));
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed("invalid credentials: " + e.getMessage());
    } catch (RegistryException.Denied e) {
      throw new RefusedRequest(401, String.valueOf(e.getMessage()));
    }
    return Answer.json(200, new LoginResult("Login Succeeded", ""));
  }

  /** Docker's clients write a registry as a host, or as the address of its oldest API (A3). */
  static String domain(String serverAddress) {
    String host = serverAddress.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.isEmpty() || host.equals("index.docker.io") || host.equals("registry-1.docker.io")
        ? HUB
        : host;
  }

  private Answer look(Request request) {
    Reference reference = Reference.parse(request.parameter("name"));
    RemoteImage found = images.inspect(reference, credentials.of(request));
    return Answer.json(
        200,
        new DistributionInspect(
            new DistributionInspect.Descriptor(
                found.manifest().mediaType(),
                found.manifest().digest().toString(),
                found.manifest().sizeBytes()),
            found.platforms().stream()
                .map(
                    each ->
                        new DistributionInspect.Platform(
                            each.architecture(), each.os(), each.variant()))
                .toList()));
  }

  /**
   * The API of registries has no search, and the index that Docker asks is of one registry only;
   * this is what Docker answers when that fails.
   */
  private Answer search(Request request) {
    String term =
        request
            .query()
            .text("term")
            .orElseThrow(() -> RefusedRequest.malformed("term is missing: say what to search"));
    throw new RefusedRequest(
        500,
        ("cannot search for %s: registries of the distribution API (v2) offer no search; look at the"
                + " web site of the registry, and pull the image by its name")
            .formatted(term));
  }

  private Answer push(Request request) {
    Credentials asWhom = credentials.of(request);
    List<Reference> targets = targets(request);
    return ProgressAnswer.of(
        json,
        (progress, lines) -> {
          for (Reference target : targets) {
            PushedImage pushed = images.push(target, asWhom, progress);
            if (pushed.listLeftBehind().isPresent()) {
              lines.write(ProgressMessage.result(alone(pushed, pushed.listLeftBehind().get())));
            }
            lines.write(ProgressMessage.result(result(pushed)));
          }
        });
  }

  /** The tag that is asked for, or else all tags of the repository. */
  private List<Reference> targets(Request request) {
    String name = request.parameter("name");
    Reference given =
        Reference.parse(request.query().text("tag").map(tag -> name + ":" + tag).orElse(name));
    if (given.digest().isPresent()) {
      throw RefusedRequest.malformed("cannot push a digest reference");
    }
    if (request.query().text("tag").isPresent() || name.endsWith(":" + given.identifier())) {
      return List.of(given);
    }
    List<Reference> all =
        images.list().stream()
            .flatMap(image -> image.tags().stream())
            .map(Reference::parse)
            .filter(each -> each.repository().equals(given.repository()))
            .toList();
    if (all.isEmpty()) {
      throw new RefusedRequest(
          404, "An image does not exist locally with the tag: " + given.familiarRepository());
    }
    return all;
  }

  private ObjectNode result(PushedImage pushed) {
    return json.createObjectNode()
        .put("Tag", pushed.tag())
        .put("Digest", pushed.digest().toString())
        .put("Size", pushed.sizeBytes());
  }

  /** Tells Docker's clients that one image was sent instead of the list that it came from. */
  private ObjectNode alone(PushedImage pushed, Descriptor list) {
    ObjectNode note = json.createObjectNode().put("manifestPushedInsteadOfIndex", true);
    note.set("originalIndex", descriptor(list));
    note.set("selectedManifest", descriptor(pushed.manifest()));
    return note;
  }

  private ObjectNode descriptor(Descriptor content) {
    return json.createObjectNode()
        .put("mediaType", content.mediaType())
        .put("digest", content.digest().toString())
        .put("size", content.sizeBytes());
  }

  private Answer tag(Request request) {
    String repository =
        request
            .query()
            .text("repo")
            .orElseThrow(() -> RefusedRequest.malformed("repo is missing: say the new name"));
    Reference name =
        Reference.parse(
            request.query().text("tag").map(tag -> repository + ":" + tag).orElse(repository));
    if (name.digest().isPresent()) {
      throw RefusedRequest.malformed("refusing to create a tag with a digest reference");
    }
    images.tag(request.parameter("name"), name);
    return Answer.empty(201);
  }
}
