package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lies in a store at one moment.
 *
 * @param blobs configurations and manifests
 * @param layers layers, whether they are whole or not
 * @param strays what the store did not put there
 */
public record Inventory(List<Digest> blobs, List<ChainId> layers, List<Path> strays) {

  /** Copies the lists. */
  public Inventory {
    blobs = List.copyOf(blobs);
    layers = List.copyOf(layers);
    strays = List.copyOf(strays);
  }

  static Inventory of(StoreLayout layout) throws IOException {
    List<Path> strays = new ArrayList<>();
    Set<Path> known = Set.copyOf(layout.all());
    for (Path entry : StoreLayout.entries(layout.root())) {
      if (!known.contains(entry)) {
        strays.add(entry);
      }
    }
    List<Digest> blobs = digests(layout.blobs(), false, strays);
    List<Digest> layers = digests(layout.layers(), true, strays);
    for (Digest layer : layers) {
      Path place = layout.layer(new ChainId(layer));
      Set<Path> parts = Set.copyOf(StoreLayout.layerParts(place));
      StoreLayout.entries(place).stream()
          .filter(part -> !parts.contains(part))
          .forEach(strays::add);
    }
    for (Path lock : StoreLayout.entries(layout.locks())) {
      if (StoreLayout.leased(lock).isEmpty()) {
        strays.add(lock);
      }
    }
    for (Path session : StoreLayout.entries(layout.sessions())) {
      if (!isDirectory(session)) {
        strays.add(session);
      }
    }
    return new Inventory(blobs, layers.stream().map(ChainId::new).toList(), strays);
  }

  private static List<Digest> digests(Path place, boolean directories, List<Path> strays)
      throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (Path algorithm : StoreLayout.entries(place)) {
      if (!isDirectory(algorithm)) {
        strays.add(algorithm);
      }
      for (Path entry : StoreLayout.entries(algorithm)) {
        Optional<Digest> digest = StoreLayout.digest(entry);
        if (digest.isPresent() && isDirectory(entry) == directories) {
          digests.add(digest.get());
        } else {
          strays.add(entry);
        }
      }
    }
    return digests;
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
