package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Throws away what no image and no living process needs: trees, blobs, and the directories of
 * processes that are gone. What the store did not put there stays. The caller holds the store's
 * lock; the bytes are deleted later, from the session's trash.
 */
final class GarbageCollection {
  private final StoreLayout layout;
  private final Session session;

  GarbageCollection(StoreLayout layout, Session session) {
    this.layout = layout;
    this.session = session;
  }

  /** Throws away what neither {@code table} nor a lease names. */
  void collect(ImageTable table) throws IOException {
    Sessions sessions = new Sessions(layout, session);
    for (Path dead : sessions.dead()) {
      session.moveToTrash(dead);
    }
    Set<Digest> blobs = new HashSet<>();
    Set<Digest> layers = new HashSet<>();
    for (ImageRecord image : table.all()) {
      blobs.add(image.id());
      image.manifest().ifPresent(blobs::add);
      image.chain().forEach(chainId -> layers.add(chainId.digest()));
    }
    for (ChainId leased : sessions.leased()) {
      layers.add(leased.digest());
    }
    layers.addAll(new Expectations(layout).layers());
    for (Path partial : StoreLayout.entries(layout.partials())) {
      if (Expectations.isOutdated(partial)) {
        session.moveToTrash(partial);
      }
    }
    discard(layout.blobs(), blobs);
    discard(layout.layers(), layers);
  }

  private void discard(Path place, Set<Digest> needed) throws IOException {
    for (Path algorithm : StoreLayout.entries(place)) {
      for (Path entry : StoreLayout.entries(algorithm)) {
        Optional<Digest> digest = StoreLayout.digest(entry);
        if (digest.isPresent() && !needed.contains(digest.get())) {
          session.moveToTrash(entry);
        }
      }
    }
  }
}
