package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Throws away what is damaged, with the images that need it, so that their next pull brings it
 * anew. The caller holds the store's lock.
 */
final class Discarding {
  private final StoreLayout layout;
  private final Session session;
  private final Damage damage;
  private final Set<ChainId> used = new HashSet<>();

  Discarding(StoreLayout layout, Session session, Damage damage) {
    this.layout = layout;
    this.session = session;
    this.damage = damage;
  }

  /** The table without the images that need what goes. */
  ImageTable change(ImageTable table) throws IOException {
    used.addAll(damage.layers());
    used.retainAll(new Sessions(layout, session).leased());
    ImageTable changed = table;
    for (ImageRecord image : table.all()) {
      if (damage.concerns(image) && image.chain().stream().noneMatch(used::contains)) {
        changed = changed.without(image.id());
      }
    }
    return changed;
  }

  /** Takes away what is damaged, after the table was changed. */
  void run() throws IOException {
    for (ChainId layer : damage.layers()) {
      if (!used.contains(layer)) {
        discard(layout.layer(layer));
      }
    }
    for (var blob : damage.blobs()) {
      discard(layout.blob(blob));
    }
    for (Path file : damage.files()) {
      discard(file);
    }
  }

  private void discard(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      session.moveToTrash(path);
    }
  }

  /** The damaged layers that stay because a living process uses them. */
  Set<ChainId> used() {
    return Set.copyOf(used);
  }
}
