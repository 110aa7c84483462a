package dev.harness.images.layer.unpack;

import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerPath;
import dev.harness.images.layer.TarEntry;
import dev.harness.images.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Turns the entries of one layer's archive into a tree for overlayfs: what replaces what, what is
 * hidden, what is left out (reference/images.md §4).
 */
final class LayerApplier {
  private static final int OWNER_READ_AND_ENTER = 0500;
  private static final int MAX_TARGET_BYTES = 4095;

  private final LayerWriter writer;
  private final LowerLayers lower;
  private final LayerTree tree;
  private long entries;
  private long fileBytes;
  private long skippedDevices;

  LayerApplier(LayerWriter writer, LowerLayers lower) {
    this.writer = writer;
    this.lower = lower;
    this.tree = new LayerTree(writer, lower);
  }

  /** Applies every entry of the archive, and reads it to its end. */
  AppliedLayer apply(TarReader archive) {
    for (Optional<TarEntry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
      LayerPath path = LayerPath.ofBytes(entry.get().path());
      try {
        apply(path, entry.get(), archive.content());
      } catch (IOException e) {
        throw LayerException.writing(path, e);
      }
      entries++;
    }
    return new AppliedLayer(entries, fileBytes, skippedDevices);
  }

  private void apply(LayerPath path, TarEntry entry, InputStream content) throws IOException {
    if (path.isRoot()) {
      applyRoot(entry);
      return;
    }
    switch (WhiteoutMarker.of(path)) {
      case NONE -> create(path, entry, content);
      case HIDE -> tree.whiteout(tree.parentOf(path), WhiteoutMarker.hiddenName(path));
      case OPAQUE -> hideDirectory(tree.parentOf(path));
      case IGNORED -> {}
    }
  }

  /** The root stays a directory that its owner can enter, whatever the archive says (H20). */
  private void applyRoot(TarEntry entry) throws IOException {
    if (entry.kind() != TarEntry.Kind.DIRECTORY) {
      throw new LayerException.Malformed("the root of the layer is no directory in its archive");
    }
    EntryMetadata metadata = metadata(LayerPath.ROOT, entry);
    writer.directory(LayerPath.ROOT, metadata.withMode(metadata.mode() | OWNER_READ_AND_ENTER));
  }

  private void hideDirectory(LayerTree.Place directory) throws IOException {
    if (directory.path().isRoot() && !lower.isEmpty()) {
      // overlayfs ignores the mark on the root of a layer, so the result would be wrong silently.
      throw new LayerException.Malformed(
          "the layer hides everything below it, which is not supported: squash the image");
    }
    tree.hideLower(directory);
  }

  private void create(LayerPath path, TarEntry entry, InputStream content) throws IOException {
    if (entry.kind() == TarEntry.Kind.DEVICE) {
      // Needs privileges over the machine, and 0:0 would be a forged whiteout (L18, H11, H12).
      skippedDevices++;
      return;
    }
    LayerTree.Place parent = tree.parentOf(path);
    String name = path.lastComponent();
    switch (entry.kind()) {
      case DIRECTORY -> tree.makeDirectory(parent, name, metadata(path, entry));
      case FILE -> {
        EntryMetadata metadata = metadata(path, entry);
        LayerPath place = tree.replace(parent, name, LayerNode.Leaf.FILE);
        writer.file(place, metadata, entry.sizeBytes(), content);
        fileBytes += entry.sizeBytes();
      }
      case FIFO ->
          writer.fifo(tree.replace(parent, name, LayerNode.Leaf.FILE), metadata(path, entry));
      case SYMBOLIC_LINK -> symbolicLink(parent, path, entry);
      case HARD_LINK -> hardLink(parent, path, LayerPath.ofBytes(entry.linkTarget()));
      case DEVICE -> throw new IllegalStateException("devices are left out before");
    }
  }

  private void symbolicLink(LayerTree.Place parent, LayerPath path, TarEntry entry)
      throws IOException {
    String target = entry.linkTarget();
    if (target.isEmpty() || target.length() > MAX_TARGET_BYTES || target.indexOf('\0') >= 0) {
      throw new LayerException.Malformed(
          "the target of the symbolic link %s is empty, longer than %d bytes or holds a NUL byte"
              .formatted(path, MAX_TARGET_BYTES));
    }
    LayerNode link = new LayerNode.Link(target);
    writer.symbolicLink(
        tree.replace(parent, path.lastComponent(), link),
        metadata(path, entry),
        entry.linkTargetBytes());
  }

  private void hardLink(LayerTree.Place parent, LayerPath path, LayerPath target)
      throws IOException {
    LayerNode node = null;
    LayerTree.Place holder = null;
    if (!target.isRoot()) {
      holder = tree.parentOf(target);
      node = holder.node().child(target.lastComponent());
    }
    boolean linkable = node instanceof LayerNode.Link || node == LayerNode.Leaf.FILE;
    if (holder == null || node == null || !linkable) {
      throw new LayerException.Malformed(
          "%s is a hard link to %s, which is no file of this layer".formatted(path, target));
    }
    LayerPath existing = holder.path().resolve(target.lastComponent());
    if (!existing.equals(parent.path().resolve(path.lastComponent()))) {
      writer.hardLink(tree.replace(parent, path.lastComponent(), node), existing);
    }
  }

  private static EntryMetadata metadata(LayerPath path, TarEntry entry) {
    if (entry.uid() < 0
        || entry.uid() > EntryMetadata.MAX_ID
        || entry.gid() < 0
        || entry.gid() > EntryMetadata.MAX_ID) {
      throw new LayerException.Malformed(
          "the owner %d:%d of %s is outside 0 to %d"
              .formatted(entry.uid(), entry.gid(), path, EntryMetadata.MAX_ID));
    }
    return new EntryMetadata(
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.modified(),
        Xattrs.permitted(path, entry.xattrs()));
  }
}
