package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Images that are on their way: what has come of one that did not arrive is kept for a day, so that
 * the next attempt goes on with it.
 *
 * <p>One file per image lists the layers that belong to it. The caller holds the store's lock.
 */
final class Expectations {
  private static final Duration KEPT = Duration.ofDays(1);

  private final StoreLayout layout;

  Expectations(StoreLayout layout) {
    this.layout = layout;
  }

  void add(Digest image, List<ChainId> chain) throws IOException {
    String lines = chain.stream().map(ChainId::toString).collect(Collectors.joining("\n"));
    Files.writeString(layout.expectation(image), lines, StandardCharsets.US_ASCII);
  }

  void remove(Digest image) throws IOException {
    Files.deleteIfExists(layout.expectation(image));
  }

  /** The layers to keep; files of images that never came are deleted. */
  Set<Digest> layers() throws IOException {
    Set<Digest> layers = new HashSet<>();
    for (Path file : StoreLayout.entries(layout.expectations())) {
      if (isOutdated(file)) {
        Files.deleteIfExists(file);
      } else {
        read(file, layers);
      }
    }
    return layers;
  }

  private static void read(Path file, Set<Digest> layers) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      try {
        layers.add(Digest.parse(line));
      } catch (InvalidReferenceException e) {
        // A crash of the machine left half a file: nothing is lost but the bytes of one attempt.
        Files.deleteIfExists(file);
        return;
      }
    }
  }

  /** Whether nobody has touched a file for so long that nobody will. */
  static boolean isOutdated(Path file) throws IOException {
    try {
      Instant touched = Files.getLastModifiedTime(file).toInstant();
      return touched.isBefore(Instant.now().minus(KEPT));
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
