package dev.harness.images.arrival;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.unpack.AppliedLayer;
import dev.harness.images.layer.unpack.LayerUnpacking;
import dev.harness.images.layer.unpack.LowerLayers;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.LayerCrew;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.CountedInputStream;
import dev.harness.images.store.LayerIngest;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.LayerLock;
import dev.harness.images.store.LayerRecord;
import dev.harness.images.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The layers of one image on their way into the store, each from its source to its tree in one
 * stream. A layer that is here already is not even opened (P33).
 */
final class LayerStack implements LayerCrew.Work {
  private final Store store;
  private final Function<LayerIngest, LayerUnpacking> unpacking;
  private final LayerLease lease;
  private final List<LayerSource> sources;
  private final List<ChainId> chain;
  private final Consumer<Progress.Step> steps;
  private final List<CompletableFuture<LayerRecord>> done = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final AtomicInteger missing;

  /**
   * Prepares the stack.
   *
   * @param unpacking what writes to the place of a layer
   * @param lease of the whole chain, so that nobody deletes what is here already
   * @param sources the lowest first
   * @param steps takes progress from any thread
   */
  LayerStack(
      Store store,
      Function<LayerIngest, LayerUnpacking> unpacking,
      LayerLease lease,
      List<LayerSource> sources,
      Consumer<Progress.Step> steps) {
    this.store = store;
    this.unpacking = unpacking;
    this.lease = lease;
    this.sources = List.copyOf(sources);
    this.chain = ChainId.of(sources.stream().map(LayerSource::diffId).toList());
    this.steps = steps;
    this.missing = new AtomicInteger(sources.size());
    sources.forEach(source -> done.add(new CompletableFuture<>()));
    if (sources.isEmpty()) {
      end.complete(null);
    }
  }

  @Override
  public List<Runnable> tasks() {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      int index = i;
      tasks.add(() -> run(index));
    }
    return tasks;
  }

  @Override
  public CompletableFuture<Void> end() {
    return end;
  }

  private void arrived(int index, LayerRecord record) {
    done.get(index).complete(record);
    if (missing.decrementAndGet() == 0) {
      end.complete(null);
    }
  }

  private void failed(int index, Throwable failure) {
    done.get(index).completeExceptionally(failure);
    end.completeExceptionally(failure);
  }

  @Override
  public void abandon(RuntimeException reason) {
    done.forEach(layer -> layer.completeExceptionally(reason));
  }

  /** The bytes of the files of all layers, after the end. */
  long fileBytes() {
    return done.stream().mapToLong(layer -> layer.join().fileBytes()).sum();
  }

  /** The top of a layer's work: what fails here fails the image. */
  private void run(int index) {
    try {
      arrived(index, present(index).orElseGet(() -> unpackAlone(index)));
    } catch (LayerException e) {
      failed(
          index,
          new ImageException.LayerFailed(
              "cannot unpack layer %s (%d of %d): %s"
                  .formatted(sources.get(index).id(), index + 1, sources.size(), e.getMessage()),
              e));
    } catch (RuntimeException | Error e) {
      failed(index, e);
    }
  }

  private Optional<LayerRecord> present(int index) {
    Optional<LayerRecord> record = store.layer(chain.get(index));
    if (record.isPresent()) {
      steps.accept(Progress.Step.of("Already exists", sources.get(index).id()));
    }
    return record;
  }

  private LayerRecord unpackAlone(int index) {
    steps.accept(Progress.Step.of("Pulling fs layer", sources.get(index).id()));
    try (LayerLock lock = store.lock(chain.get(index))) {
      // Another pull may have been faster while this one waited for the lock.
      return present(index).orElseGet(() -> unpack(index));
    }
  }

  private LayerRecord unpack(int index) {
    try {
      return unpackOnce(index);
    } catch (LayerException.WrongContent | LayerException.Malformed e) {
      if (!sources.get(index).origin().spoiled()) {
        throw e;
      }
      return unpackOnce(index);
    }
  }

  private LayerRecord unpackOnce(int index) {
    LayerSource source = sources.get(index);
    try (LayerIngest ingest = store.ingest(chain.get(index))) {
      InputStream bytes = source.origin().open();
      InputStream blob =
          new CountedInputStream(
              source.origin().isOnlyCopy() ? ingest.keeping(bytes) : bytes,
              count ->
                  steps.accept(
                      new Progress.Step("Downloading", source.id(), count, source.sizeBytes())));
      LowerLayers lower = index == 0 ? LowerLayers.none() : LowerLayers.of(() -> below(index));
      AppliedLayer applied = unpack(blob, source, ingest, lower);
      LayerRecord record = ingest.publish(source.diffId(), applied.fileBytes());
      steps.accept(Progress.Step.of("Pull complete", source.id()));
      return record;
    }
  }

  /** Says why when the disk is the reason, before the part of the layer is deleted. */
  private AppliedLayer unpack(
      InputStream blob, LayerSource source, LayerIngest ingest, LowerLayers lower) {
    try {
      return unpacking
          .apply(ingest)
          .unpack(blob, source.diffId(), ingest.tree(), lower, source.origin()::unpacked);
    } catch (LayerException.Failed e) {
      throw store
          .diskTrouble()
          .or(() -> wasFull(e))
          .map(why -> new LayerException.Failed(e.getMessage() + "; " + why, e))
          .orElse(e);
    }
  }

  /** What filled the disk may be gone again when it is looked at. */
  private static Optional<String> wasFull(LayerException.Failed failure) {
    return String.valueOf(failure.getMessage()).contains("No space left on device")
        ? Optional.of("the disk is full, remove images (docker image prune -a) or other files")
        : Optional.empty();
  }

  /** The trees below a layer, the topmost first, once they are complete. */
  private List<Path> below(int index) {
    try {
      CompletableFuture.allOf(done.subList(0, index).toArray(new CompletableFuture<?>[0])).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
    int size = sources.size();
    return lease.trees().subList(size - index, size);
  }
}
