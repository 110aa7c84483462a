package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.images.Image;
import dev.harness.images.ImageUser;
import dev.harness.images.Images;
import dev.harness.images.Removed;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.pipeline.ImageCommands;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.stream.JsonLines;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.Containers;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes of images. */
public final class ImageRoutes {
  private final Images images;
  private final Containers containers;
  private final ImageCommands commands;
  private final ObjectMapper json;
  private final Platform machine;
  private final RegistryCredentials credentials;
  private final Imports imports;

  /**
   * Routes of the images in a store.
   *
   * @param containers are asked which images must stay
   * @param commands makes images that need it
   * @param machine the platform of images when a request names none
   */
  public ImageRoutes(
      Images images,
      Containers containers,
      ImageCommands commands,
      ObjectMapper json,
      Platform machine,
      Clock clock) {
    this.commands = commands;
    this.images = images;
    this.containers = containers;
    this.json = json;
    this.machine = machine;
    this.credentials = new RegistryCredentials(json);
    this.imports = new Imports(images.making(), json, machine, clock);
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", "/images/json", this::list)
        .add("POST", "/images/create", this::create)
        .add("POST", "/images/load", this::load)
        .add("GET", "/images/get", this::saveSeveral)
        .add("GET", "/images/{name:.*}/get", this::saveOne)
        .add("GET", "/images/{name:.*}/history", this::history)
        .add("GET", "/images/{name:.*}/json", this::inspect)
        .add("DELETE", "/images/{name:.*}", this::delete);
  }

  /** Images without names that others were made of are shown only where all are wanted. */
  private Answer list(Request request) {
    ImageFilter filter = new ImageFilter(request.filters(ImageFilter.NAMES));
    List<Image> all = images.list();
    Set<Digest> parents =
        all.stream().flatMap(each -> each.origin().parent().stream()).collect(Collectors.toSet());
    boolean hidden = !request.query().flag("all");
    return Answer.json(
        200,
        all.stream()
            .filter(each -> !(hidden && each.tags().isEmpty() && parents.contains(each.id())))
            .flatMap(each -> filter.shown(each).stream())
            .map(ImageView::summary)
            .toList());
  }

  private Answer inspect(Request request) {
    Image image = image(request.parameter("name"));
    String comment =
        images.history(image).stream().findFirst().map(step -> step.entry().comment()).orElse("");
    return Answer.json(200, ImageView.of(image, comment));
  }

  private Answer create(Request request) {
    boolean imported =
        request.query().text("fromSrc").isPresent() && request.query().text("fromImage").isEmpty();
    return imported ? imports.answer(request) : pull(request);
  }

  private Answer pull(Request request) {
    String name = wantedName(request.query());
    Reference reference = Reference.parse(name);
    Platform platform = platform(request.query());
    Credentials asWhom = credentials.of(request);
    boolean all = reference.digest().isEmpty() && !name.endsWith(":" + reference.identifier());
    return ProgressAnswer.of(
        json,
        (progress, lines) -> {
          List<Reference> wanted = all ? images.tags(reference, asWhom) : List.of(reference);
          for (Reference each : wanted) {
            Image unused = images.pull(each, platform, asWhom, commands, progress);
          }
        });
  }

  /**
   * The name with the tag, which may also be a digest and counts more than one in the name. Without
   * either, all tags of the repository are wanted.
   */
  private static String wantedName(Query query) {
    String name =
        query
            .text("fromImage")
            .orElseThrow(() -> RefusedRequest.malformed("fromImage is missing: name the image"));
    return query
        .text("tag")
        .map(tag -> Reference.parse(name).repository() + (tag.indexOf(':') >= 0 ? "@" : ":") + tag)
        .orElse(name);
  }

  private Platform platform(Query query) {
    return query.text("platform").map(Platform::parse).orElse(machine);
  }

  private Answer load(Request request) {
    Platform platform = platform(request.query());
    boolean quiet = request.query().flag("quiet");
    return ProgressAnswer.of(
            json,
            (progress, lines) -> {
              List<Image> loaded =
                  images.load(request.body(), platform, quiet ? step -> {} : progress);
              for (Image image : loaded) {
                tell(image, lines);
              }
            })
        .readingBody();
  }

  private static void tell(Image image, JsonLines lines) throws IOException {
    for (String tag : image.tags()) {
      lines.write(ProgressMessage.stream("Loaded image: " + tag + "\n"));
    }
    if (image.tags().isEmpty()) {
      lines.write(ProgressMessage.stream("Loaded image ID: " + image.id() + "\n"));
    }
  }

  private Answer history(Request request) {
    Image image = image(request.parameter("name"));
    return Answer.json(200, HistoryView.of(image, images.history(image)));
  }

  private Answer saveOne(Request request) {
    return save(List.of(request.parameter("name")));
  }

  private Answer saveSeveral(Request request) {
    List<String> names = request.query().all("names");
    if (names.isEmpty()) {
      throw RefusedRequest.malformed("names is missing: name the images to save");
    }
    return save(names);
  }

  /** What is missing is told before the answer begins. */
  private Answer save(List<String> names) {
    names.forEach(this::image);
    return Answer.stream(200, "application/x-tar", out -> images.save(names, out));
  }

  private Image image(String name) {
    return images.find(name).orElseThrow(() -> new RefusedRequest(404, "No such image: " + name));
  }

  private Answer delete(Request request) {
    List<ImageUser> users =
        containers.all().stream()
            .map(Container::details)
            .map(
                each ->
                    new ImageUser(
                        Digest.parse(each.imageId()), each.id().value(), each.status().running()))
            .toList();
    Removed removed =
        images.remove(request.parameter("name"), request.query().flag("force"), users);
    return Answer.json(200, ImageView.deleted(removed));
  }
}
