package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where things lie in a store's directory; no other class knows.
 *
 * <pre>
 * store.lock                      held while the table of images or the set of trees changes
 * reserve                         space for opening the store and removing images on a full disk
 * images.json                     the table of images
 * blobs/sha256/HEX                configurations and manifests
 * layers/sha256/HEX/tree          a layer's tree, HEX is its ChainID
 * layers/sha256/HEX/layer.json    what is known about it
 * layers/sha256/HEX/blob          what it was unpacked from, where that is kept
 * layers/sha256/HEX/tree.record   what was written to the tree, to verify it by
 * layers/sha256/HEX/archive.split what its archive has besides the tree, to make it again from both
 * expected/sha256-HEX             the layers of an image that has not come yet
 * partial/sha256-HEX              the first bytes of a blob; locked by who adds to them
 * locks/sha256-HEX                held by who unpacks that layer
 * sessions/ID/lock                held as long as the process lives that uses the store as ID
 * sessions/ID/ingest, trash       what is not yet, and no longer, visible
 * sessions/ID/leases/sha256-HEX   layers that the process uses
 * </pre>
 */
record StoreLayout(Path root) {

  /**
   * Refuses file systems that take names for the same which differ in case: they would mix up the
   * files of layers (L21).
   */
  void requireExactNames() throws IOException {
    Path capitals = root.resolve("BLOBS");
    if (Files.exists(capitals) && Files.isSameFile(blobs(), capitals)) {
      throw new IOException(
          "its file system ignores the case of names, which images need: set HARNESS_DATA to a"
              + " directory on another one");
    }
  }

  Path storeLock() {
    return root.resolve("store.lock");
  }

  Path reserve() {
    return root.resolve("reserve");
  }

  Path images() {
    return root.resolve("images.json");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path blob(Digest digest) {
    return blobs().resolve(digest.algorithm().text()).resolve(digest.hex());
  }

  Path layers() {
    return root.resolve("layers");
  }

  Path layer(ChainId chainId) {
    return layers().resolve(chainId.digest().algorithm().text()).resolve(chainId.digest().hex());
  }

  Path tree(ChainId chainId) {
    return tree(layer(chainId));
  }

  static Path tree(Path layer) {
    return layer.resolve("tree");
  }

  static Path layerRecord(Path layer) {
    return layer.resolve("layer.json");
  }

  static Path keptBlob(Path layer) {
    return layer.resolve("blob");
  }

  Path expectations() {
    return root.resolve("expected");
  }

  Path expectation(Digest image) {
    return expectations().resolve(flat(image));
  }

  Path partials() {
    return root.resolve("partial");
  }

  Path partial(Digest blob) {
    return partials().resolve(flat(blob));
  }

  static Path archiveSplit(Path layer) {
    return layer.resolve("archive.split");
  }

  static Path treeRecord(Path layer) {
    return layer.resolve("tree.record");
  }

  Path locks() {
    return root.resolve("locks");
  }

  Path layerLock(ChainId chainId) {
    return locks().resolve(flat(chainId));
  }

  Path sessions() {
    return root.resolve("sessions");
  }

  static Path sessionLock(Path session) {
    return session.resolve("lock");
  }

  static Path ingest(Path session) {
    return session.resolve("ingest");
  }

  static Path trash(Path session) {
    return session.resolve("trash");
  }

  static Path leases(Path session) {
    return session.resolve("leases");
  }

  static Path lease(Path session, ChainId chainId) {
    return leases(session).resolve(flat(chainId));
  }

  private static String flat(ChainId chainId) {
    return flat(chainId.digest());
  }

  private static String flat(Digest digest) {
    return digest.algorithm().text() + "-" + digest.hex();
  }

  /** The ChainID that a lease's or lock's file name stands for, if the store gave that name. */
  static Optional<ChainId> leased(Path lease) {
    return parse(String.valueOf(lease.getFileName()).replace('-', ':')).map(ChainId::new);
  }

  /** The digest that a blob's or layer's place stands for, if the store gave that name. */
  static Optional<Digest> digest(Path place) {
    Path algorithm = place.getParent();
    return parse((algorithm == null ? "" : algorithm.getFileName()) + ":" + place.getFileName());
  }

  private static Optional<Digest> parse(String text) {
    try {
      return Optional.of(Digest.parse(text));
    } catch (InvalidReferenceException foreign) {
      // Somebody else put the file there.
      return Optional.empty();
    }
  }

  /** What is in a directory; nothing when it is none. */
  static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(entries::add);
      }
    }
    return entries;
  }

  /** All that is directly in the store. */
  List<Path> all() {
    return List.of(
        storeLock(),
        reserve(),
        images(),
        blobs(),
        layers(),
        expectations(),
        partials(),
        locks(),
        sessions());
  }

  /** All that is directly in a layer's directory. */
  static List<Path> layerParts(Path layer) {
    return List.of(
        tree(layer), layerRecord(layer), treeRecord(layer), archiveSplit(layer), keptBlob(layer));
  }

  List<Path> directories() {
    return List.of(blobs(), layers(), expectations(), partials(), locks(), sessions());
  }
}
