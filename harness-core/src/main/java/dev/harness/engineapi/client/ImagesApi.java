package dev.harness.engineapi.client;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.harness.engineapi.image.DeletedImage;
import dev.harness.engineapi.image.ImageInspect;
import dev.harness.engineapi.image.ImageSummary;
import dev.harness.engineapi.image.ProgressMessage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What concerns images. Names are passed on as they are given. */
public final class ImagesApi {
  private final EngineCaller caller;

  ImagesApi(EngineCaller caller) {
    this.caller = caller;
  }

  /**
   * Pulls an image; returns when it is there.
   *
   * @param name with a tag or a digest, otherwise the tag is {@code latest}
   * @param progress gets each message of the engine, on the calling thread
   * @throws EngineApiException when the image cannot be had
   */
  public void pull(String name, Consumer<ProgressMessage> progress) {
    EngineRequest request =
        EngineRequest.post("pull image " + name, "images", "create")
            .query("fromImage", name)
            .query("tag", hasTagOrDigest(name) ? "" : "latest");
    try (EngineStream stream = caller.open(request)) {
      follow(stream, progress);
    }
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
