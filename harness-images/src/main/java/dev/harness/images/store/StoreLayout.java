package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things lie in a store's directory; no other class knows.
 *
 * <pre>
 * store.lock                      held while the table of images or the set of trees changes
 * images.json                     the table of images
 * blobs/sha256/HEX                configurations and manifests
 * layers/sha256/HEX/tree          a layer's tree, HEX is its ChainID
 * layers/sha256/HEX/layer.json    what is known about it
 * locks/sha256-HEX                held by who unpacks that layer
 * sessions/ID/lock                held as long as the process lives that uses the store as ID
 * sessions/ID/ingest, trash       what is not yet, and no longer, visible
 * sessions/ID/leases/sha256-HEX   layers that the process uses
 * </pre>
 */
record StoreLayout(Path root) {

  Path storeLock() {
    return root.resolve("store.lock");
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
    return chainId.digest().algorithm().text() + "-" + chainId.digest().hex();
  }

  /** The ChainID that a lease's file name stands for. */
  static ChainId leased(Path lease) {
    return new ChainId(Digest.parse(String.valueOf(lease.getFileName()).replace('-', ':')));
  }

  /** The digest that a blob's or layer's place stands for. */
  static Digest digest(Path place) {
    Path algorithm = place.getParent();
    return Digest.parse(
        (algorithm == null ? "" : algorithm.getFileName()) + ":" + place.getFileName());
  }

  List<Path> directories() {
    return List.of(blobs(), layers(), locks(), sessions());
  }
}
