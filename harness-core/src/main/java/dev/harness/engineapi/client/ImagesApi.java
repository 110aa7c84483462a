package dev.harness.engineapi.client;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.image.BuildImageRequest;
import dev.harness.engineapi.image.CommitResult;
import dev.harness.engineapi.image.DeletedImage;
import dev.harness.engineapi.image.ImageInspect;
import dev.harness.engineapi.image.ImageSummary;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.engineapi.image.RegistryAuth;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What concerns images. Names are passed on as they are given. */
public final class ImagesApi {
  private final EngineCaller caller;

  ImagesApi(EngineCaller caller) {
    this.caller = caller;
  }

  /** Pulls an image as nobody in particular. */
  public void pull(String name, Consumer<ProgressMessage> progress) {
    pull(name, RegistryAuth.NONE, progress);
  }

  /**
   * Pulls an image; returns when it is there.
   *
   * @param name with a tag or a digest, otherwise the tag is {@code latest}
   * @param auth as whom its registry is asked
   * @param progress gets each message of the engine, on the calling thread
   * @throws EngineApiException when the image cannot be had
   */
  public void pull(String name, RegistryAuth auth, Consumer<ProgressMessage> progress) {
    EngineRequest request =
        EngineRequest.post("pull image " + name, "images", "create")
            .query("fromImage", name)
            .query("tag", hasTagOrDigest(name) ? "" : "latest");
    if (!auth.equals(RegistryAuth.NONE)) {
      request.header(RegistryAuth.HEADER, auth.toHeader(caller.json()));
    }
    try (EngineStream stream = caller.open(request)) {
      follow(stream, progress);
    }
  }

  /**
   * Pushes an image under the name that it has here; returns when its registry has it.
   *
   * @param name with a tag
   * @param auth as whom its registry is asked; Docker wants the header in any case
   * @param progress gets each message of the engine, on the calling thread
   * @throws EngineApiException when the registry does not take the image
   */
  public void push(String name, RegistryAuth auth, Consumer<ProgressMessage> progress) {
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    String repository = colon < 0 ? name : name.substring(0, colon);
    EngineRequest request =
        EngineRequest.post("push image " + name, "images", repository, "push")
            .query("tag", colon < 0 ? "latest" : name.substring(colon + 1))
            .header(RegistryAuth.HEADER, auth.toHeader(caller.json()));
    try (EngineStream stream = caller.open(request)) {
      follow(stream, progress);
    }
  }

  /**
   * Builds an image of a Dockerfile, in the way that needs no BuildKit; returns when it is there.
   *
   * @param shown what it is built of, for messages
   * @param context the Dockerfile and the files that it copies
   * @param progress gets each message of the engine, on the calling thread
   * @throws EngineApiException when a step fails
   */
  public void build(
      BuildImageRequest build,
      String shown,
      TarSource context,
      Consumer<ProgressMessage> progress) {
    EngineRequest request =
        EngineRequest.post("build an image of " + shown, "build")
            .query("dockerfile", build.dockerfile())
            .query("target", build.target())
            .query("nocache", build.fresh())
            .query("rm", true)
            .query("forcerm", true)
            .query("buildargs", json(build.arguments()))
            .query("labels", json(build.labels()))
            .body(new TarBody(context));
    if (!build.logins().isEmpty()) {
      request.header(
          RegistryAuth.HEADER_OF_ALL, RegistryAuth.toHeaderOfAll(build.logins(), caller.json()));
    }
    try (EngineStream stream = caller.open(request)) {
      follow(stream, progress);
    }
  }

  private String json(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return "";
    }
    ObjectNode node = caller.json().createObjectNode();
    texts.forEach(node::put);
    return node.toString();
  }

  /** Gives an image another name, with a tag or with {@code latest}. */
  public void tag(String image, String name) {
    caller.send(named(EngineRequest.post("tag image " + image, "images", image, "tag"), name));
  }

  /**
   * Makes an image of what the files of a container are now.
   *
   * @param name of the image, with a tag or with {@code latest}
   */
  public CommitResult commit(String container, String name) {
    return caller.fetchPatiently(commitRequest(container, name), CommitResult.class);
  }

  /**
   * Makes an image likewise, with what is in the volumes of the container that have no name; only our
   * engine can.
   *
   * @param changes of what containers of the image are, over the container's
   */
  public CommitResult commitWithVolumes(String container, String name, ContainerConfig changes) {
    return caller.fetchPatiently(
        commitRequest(container, name).query("volumes", true).json(changes), CommitResult.class);
  }

  private static EngineRequest commitRequest(String container, String name) {
    String action = "make image %s of container %s".formatted(name, ContainersApi.shown(container));
    return named(EngineRequest.post(action, "commit").query("container", container), name);
  }

  private static EngineRequest named(EngineRequest request, String name) {
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return request
        .query("repo", colon < 0 ? name : name.substring(0, colon))
        .query("tag", colon < 0 ? "" : name.substring(colon + 1));
  }

  private void follow(EngineStream stream, Consumer<ProgressMessage> progress) {
    try (MappingIterator<ProgressMessage> messages =
        caller.json().readerFor(ProgressMessage.class).readValues(stream.in())) {
      while (messages.hasNextValue()) {
        ProgressMessage message = messages.nextValue();
        if (message.failed()) {
          throw new EngineWorkFailedException(stream.action(), message.failureMessage());
        }
        progress.accept(message);
      }
    } catch (IOException e) {
      throw stream.broken(e);
    }
  }

  /** Docker takes a name without either as "all tags". */
  private static boolean hasTagOrDigest(String name) {
    return name.indexOf('@') >= 0 || name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
  }

  /** Asks for one image. */
  public ImageInspect inspect(String name) {
    return caller.fetch(
        EngineRequest.get("inspect image " + name, "images", name, "json"), ImageInspect.class);
  }

  /** Asks for all images. */
  public List<ImageSummary> list() {
    return List.of(
        caller.fetch(EngineRequest.get("list images", "images", "json"), ImageSummary[].class));
  }

  /** Takes a name away from an image, and deletes the image with its last name. */
  public List<DeletedImage> remove(String name) {
    return List.of(
        caller.fetch(
            EngineRequest.delete("remove image " + name, "images", name), DeletedImage[].class));
  }
}
