package dev.harness.images.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What is in the only layer of an image, by path; contents as far as they are asked for. */
public final class LayerListing {
  private final Map<String, TarArchiveEntry> entries = new TreeMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();

  /**
   * Reads the layer of a layout.
   *
   * @param wanted tells for a path and the first bytes of a file whether its content is kept
   */
  public LayerListing(Path layoutTar, BiPredicate<String, byte[]> wanted) throws IOException {
    try (OciLayoutFile layout = new OciLayoutFile(layoutTar);
        InputStream layer = layout.open(layout.layers().get(0));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(layer, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = entry.getName().replaceFirst("/$", "");
        entries.put(path, entry);
        byte[] content = tar.readAllBytes();
        if (wanted.test(path, content)) {
          contents.put(path, content);
        }
      }
    }
  }

  /** All paths, without a slash at either end. */
  public Iterable<String> paths() {
    return entries.keySet();
  }

  /** The contents that were asked for, by path. */
  public Map<String, byte[]> contents() {
    return Map.copyOf(contents);
  }

  /** Kind, rights and owner, or where a link leads: {@code d 755 0:0}, {@code l usr/bin}. */
  public Optional<String> describe(String path) {
    return Optional.ofNullable(entries.get(path))
        .map(
            entry ->
                entry.isSymbolicLink() || entry.isLink()
                    ? "l " + entry.getLinkName()
                    : "%s %o %d:%d"
                        .formatted(
                            entry.isDirectory() ? "d" : "f",
                            entry.getMode() & 07777,
                            entry.getLongUserId(),
                            entry.getLongGroupId()));
  }
}
