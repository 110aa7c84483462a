package dev.harness.images.debian.deb;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unpacks one package: its contents into a single spool file, their places into memory.
 *
 * <p>Nothing is created under a name from the package.
 */
final class PackageUnpacker {
  private final PackageFile deb;
  private final PathFilter filter;
  private final Path spool;
  private final List<UnpackedPackage.Placed> nodes = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final Map<String, RootNode.RegularFile> files = new HashMap<>();
  private long spooledBytes;

  /** Will write the file {@code spool}, which must not exist. */
  PackageUnpacker(PackageFile deb, PathFilter filter, Path spool) {
    this.deb = deb;
    this.filter = filter;
    this.spool = spool;
  }

  /** Does it, once. */
  UnpackedPackage unpack() throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool))) {
      new DebArchive(deb).read((entry, content) -> place(entry, content, out));
    }
    return new UnpackedPackage(deb.identity().name(), nodes, paths);
  }

  private void place(DebEntry entry, InputStream content, OutputStream out) throws IOException {
    paths.add(entry.path());
    String path = MergedDirectories.map(entry.path());
    boolean linkOfTheRoot =
        entry.kind() == DebEntry.Kind.SYMBOLIC_LINK && MergedDirectories.isLink(entry.path());
    if (path.isEmpty() || linkOfTheRoot) {
      return; // The root and these links are the image's own, however packages ship them.
    }
    RootNode node =
        switch (entry.kind()) {
          case DIRECTORY -> new RootNode.Directory(entry.metadata());
          case SYMBOLIC_LINK -> new RootNode.SymbolicLink(entry.metadata(), entry.target());
          case FILE -> file(path, entry, content, out);
          case HARD_LINK -> linked(entry);
        };
    if (filter.keeps(path)) {
      nodes.add(new UnpackedPackage.Placed(path, node));
    }
  }

  /** Spools what is filtered out, too: a hard link that is kept may share its content. */
  private RootNode file(String path, DebEntry entry, InputStream content, OutputStream out)
      throws IOException {
    long written = content.transferTo(out);
    if (written != entry.sizeBytes()) {
      throw new IOException("%s ends after %d bytes".formatted(path, written));
    }
    RootNode.RegularFile file =
        new RootNode.RegularFile(
            entry.metadata(), new FileContent.Spooled(spool, spooledBytes, written));
    spooledBytes += written;
    files.put(path, file);
    return file;
  }

  private RootNode linked(DebEntry entry) throws IOException {
    RootNode.RegularFile original = files.get(MergedDirectories.map(entry.target()));
    if (original == null) {
      throw new IOException(
          "%s is a hard link to %s, which does not come before it"
              .formatted(entry.path(), entry.target()));
    }
    return original;
  }
}
