package dev.harness.images.departure;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.client.RemoteRepository;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import dev.harness.images.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes what has a name here: one image, or the list of platforms that it came from when all
 * images of the list are here (P35).
 */
public final class Push {
  private final Store store;
  private final RemoteRepository repository;
  private final Reference target;
  private final LayerOrigins origins;
  private final Progress progress;

  public Push(
      Store store,
      RemoteRepository repository,
      Reference target,
      LayerOrigins origins,
      Progress progress) {
    this.store = store;
    this.repository = repository;
    this.target = target;
    this.origins = origins;
    this.progress = progress;
  }

  /** Does it all. */
  public PushedImage run() {
    ImageTable table = store.images();
    ImageRecord image =
        table
            .named(target.toString())
            .orElseThrow(() -> new ImageException.NotFound(target.familiar()));
    progress.on(Progress.Step.of("The push refers to repository [" + target.repository() + "]"));
    Optional<PlatformList> list =
        PlatformList.of(table, image, references(table.namesOf(image.id())), origins, progress);
    PushedImage pushed =
        list.isPresent() ? ofList(table, image, list.get()) : alone(table, image, null);
    remember(image, pushed.digest());
    progress.on(
        Progress.Step.of(
            "%s: digest: %s size: %d"
                .formatted(target.identifier(), pushed.digest(), pushed.sizeBytes())));
    return pushed;
  }

  private static List<Reference> references(List<String> names) {
    return names.stream().map(Reference::parse).toList();
  }

  private PushedImage ofList(ImageTable table, ImageRecord image, PlatformList list) {
    List<String> missing = list.missing();
    if (missing.isEmpty()) {
      return whole(table, image, list);
    }
    progress.on(
        Progress.Step.of(
            "Not the list %s, but one image of it is sent: %s not here"
                .formatted(
                    list.descriptor().digest(),
                    String.join(", ", missing) + (missing.size() == 1 ? " is" : " are"))));
    return alone(table, image, list.descriptor());
  }

  private PushedImage whole(ImageTable table, ImageRecord image, PlatformList list) {
    for (ImageRecord each : list.imagesHere()) {
      Descriptor sent = delivery(table, each, list.names()).image(each, Optional.empty());
      progress.on(
          Progress.Step.of("%s: digest: %s".formatted(each.id().shortHex(), sent.digest())));
      if (!each.manifest().equals(Optional.of(sent.digest()))) {
        // Layers that could not be had as they came make another image of it than the list names.
        return alone(table, image, list.descriptor());
      }
    }
    Delivery delivery = new Delivery(store, origins.among(list.names()), repository, progress);
    for (Descriptor other : list.others()) {
      delivery.copy(other, list.origin());
    }
    return new PushedImage(
        target.tag().orElse(""), delivery.manifest(target.tag(), list.content()), null);
  }

  private PushedImage alone(ImageTable table, ImageRecord image, @Nullable Descriptor list) {
    Descriptor sent = delivery(table, image, List.of()).image(image, target.tag());
    return new PushedImage(target.tag().orElse(""), sent, list);
  }

  private Delivery delivery(ImageTable table, ImageRecord image, List<Reference> further) {
    List<Reference> names =
        Stream.concat(further.stream(), references(table.namesOfLine(image.id())).stream())
            .distinct()
            .toList();
    return new Delivery(store, origins.among(names), repository, progress);
  }

  /** The image can now be had by its digest there, as by that of a registry it was pulled from. */
  private void remember(ImageRecord image, Digest pushed) {
    String name = target.withDigest(pushed).toString();
    store.remove(
        table ->
            table
                .named(target.toString())
                .filter(now -> now.id().equals(image.id()))
                .map(now -> table.with(now, List.of(name)))
                .orElse(table));
  }
}
