package dev.harness.images.departure;

import dev.harness.images.layer.LayerCompression;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.LayerCrew;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.client.BlobContent;
import dev.harness.images.registry.client.PlacedBlob;
import dev.harness.images.registry.client.RemotePush;
import dev.harness.images.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layers of one image on their way into a registry. */
final class PushedLayers implements LayerCrew.Work {
  /** Not every buffer is worth a line. */
  private static final long STEP_BYTES = 512 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(PushedLayers.class);

  private final Store store;
  private final List<PushPlan.Layer> layers;
  private final RemotePush push;
  private final Consumer<Progress.Step> steps;
  private final List<CompletableFuture<Descriptor>> done = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final AtomicInteger missing;

  /** Pushes through {@code push}, and tells {@code steps} from any thread. */
  PushedLayers(
      Store store, List<PushPlan.Layer> layers, RemotePush push, Consumer<Progress.Step> steps) {
    this.store = store;
    this.layers = List.copyOf(layers);
    this.push = push;
    this.steps = steps;
    this.missing = new AtomicInteger(layers.size());
    layers.forEach(layer -> done.add(new CompletableFuture<>()));
    if (layers.isEmpty()) {
      end.complete(null);
    }
  }

  @Override
  public List<Runnable> tasks() {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      int index = i;
      steps.accept(Progress.Step.of("Preparing", layers.get(i).id()));
      tasks.add(() -> run(index));
    }
    return tasks;
  }

  @Override
  public CompletableFuture<Void> end() {
    return end;
  }

  @Override
  public void abandon(RuntimeException reason) {
    end.completeExceptionally(reason);
  }

  /** What a manifest says of the layers, the lowest first, after the end. */
  List<Descriptor> descriptors() {
    return done.stream().map(CompletableFuture::join).toList();
  }

  /** The top of a layer's work: what fails here fails the push. */
  private void run(int index) {
    PushPlan.Layer layer = layers.get(index);
    try {
      Descriptor placed =
          layer.descriptor().isPresent()
              ? place(layer, layer.descriptor().get())
              : compressAndPlace(layer.id(), layer.content());
      done.get(index).complete(placed);
      if (missing.decrementAndGet() == 0) {
        end.complete(null);
      }
    } catch (IOException e) {
      end.completeExceptionally(
          new ImageException.Unavailable(
              "cannot push layer %s: %s".formatted(layer.id(), e.getMessage()), e));
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  /**
   * Sends a layer as it came, unless the registry has it. Where it cannot be had so any more, it is
   * sent in other bytes that hold the same archive.
   */
  private Descriptor place(PushPlan.Layer layer, Descriptor blob) throws IOException {
    WatchedContent content = new WatchedContent(layer.content());
    try {
      return place(layer.id(), blob, content);
    } catch (RegistryException e) {
      if (!content.hasFailed() || layer.stored().isEmpty()) {
        throw e;
      }
      LOG.debug("{} is made of what is stored of it", blob.digest(), e);
    }
    return compressAndPlace(layer.id(), layer.stored().get().content());
  }

  private Descriptor compressAndPlace(String id, BlobContent content) throws IOException {
    steps.accept(Progress.Step.of("Compressing", id));
    Path file = store.newTemporaryFile();
    try {
      Descriptor blob = LayerCompression.compress(content.open(), file);
      return place(id, blob, () -> Files.newInputStream(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Descriptor place(String id, Descriptor blob, BlobContent content) {
    PlacedBlob placed =
        push.blob(
            blob,
            content,
            sent -> {
              if (sent == blob.sizeBytes() || sent % STEP_BYTES == 0) {
                steps.accept(new Progress.Step("Pushing", id, sent, blob.sizeBytes()));
              }
            });
    steps.accept(
        switch (placed.way()) {
          case PRESENT -> Progress.Step.of("Layer already exists", id);
          case MOUNTED -> Progress.Step.of("Mounted from " + placed.from(), id);
          case UPLOADED -> Progress.Step.of("Pushed", id);
        });
    return blob;
  }
}
