package dev.harness.runtime.fs.tree;

import dev.harness.runtime.linux.file.FileStat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a layer that adds files to a root, as COPY of a Dockerfile does: straight into the archive,
 * with the directories above them as they are. A directory is never replaced by a file, nor the other
 * way round.
 */
public final class LayerAddition implements AutoCloseable {
  private static final int DIRECTORY_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final byte[] NO_TARGET = {};

  private final RootFiles target;
  private final AddedAs added;
  private final TarOutput tar;
  private final Set<String> written = new HashSet<>();

  LayerAddition(RootFiles target, AddedAs added, OutputStream archive) {
    this.target = target;
    this.added = added;
    this.tar = new TarOutput(archive);
  }

  /**
   * Where a path leads in the root that is added to, whether or not it is all there.
   *
   * @return absolute, without links
   * @throws IOException when a file is in the way
   */
  public String place(String path) throws IOException {
    String existing = path.replaceAll("/+$", "");
    String rest = "";
    while (true) {
      Optional<String> found = target.resolve(existing.isEmpty() ? "/" : existing);
      if (found.isPresent()) {
        if (!rest.isEmpty() && !target.isDirectory(found.get())) {
          throw new IOException("%s is not a directory in the image".formatted(existing));
        }
        return found.get().equals("/") && !rest.isEmpty() ? rest : found.get() + rest;
      }
      int slash = existing.lastIndexOf('/');
      rest = existing.substring(slash) + rest;
      existing = existing.substring(0, slash);
    }
  }

  /** Adds a directory with those above it, where they are missing. */
  public void directory(String place) throws IOException {
    int slash = 0;
    while (slash >= 0 && place.length() > 1) {
      slash = place.indexOf('/', slash + 1);
      String path = slash < 0 ? place : place.substring(0, slash);
      if (written.add(path)) {
        byte[] name = RootTree.bytes(path.substring(1) + "/");
        Optional<TarItem> present = target.directory(path, name);
        tar.begin(present.orElseGet(() -> newDirectory(name)));
      }
    }
  }

  private TarItem newDirectory(byte[] name) {
    return item(name, TarItem.Type.DIRECTORY, DIRECTORY_MODE, 0);
  }

  private TarItem item(byte[] name, TarItem.Type type, int mode, long sizeBytes) {
    int uid = added.uid();
    int gid = added.gid();
    return new TarItem(
        name, type, mode, uid, gid, sizeBytes, Instant.now(), NO_TARGET, 0, Map.of());
  }

  /** Adds a file with these bytes; the directory above it must have been added. */
  public void file(String place, byte[] content) throws IOException {
    requireKind(place, false);
    int mode = added.mode() == AddedAs.AS_THEY_ARE ? FILE_MODE : added.mode();
    tar.begin(item(RootTree.bytes(place.substring(1)), TarItem.Type.REGULAR, mode, content.length));
    tar.content(content, content.length);
    tar.pad(content.length);
  }

  /**
   * Adds a file, or what is in a directory; the directory above it must have been added.
   *
   * @param resolved what {@link RootFiles#resolve} said of it
   */
  public void copy(RootFiles source, String resolved, String place) throws IOException {
    String name = place.substring(1);
    source.write(
        resolved,
        name,
        tar,
        item -> {
          String each = RootTree.text(item.name());
          byte[] last =
              RootTree.bytes(each.substring(each.replaceAll("/$", "").lastIndexOf('/') + 1));
          TarWriter.requireNoMark(last, item.name());
          requireKind("/" + each, item.type() == TarItem.Type.DIRECTORY);
          return added.applied(item);
        });
  }

  private void requireKind(String path, boolean directory) throws IOException {
    Optional<FileStat.Type> there = target.type(path.replaceAll("/$", ""));
    if (there.isPresent() && (there.get() == FileStat.Type.DIRECTORY) != directory) {
      throw new IOException(
          directory
              ? "cannot copy to non-directory: %s is a file or a link in the image".formatted(path)
              : "cannot copy a file over the directory %s".formatted(path));
    }
  }

  /** Writes the end of the layer. */
  @Override
  public void close() throws IOException {
    tar.finish();
  }
}
