package dev.harness.images.layer.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.harness.images.layer.LayerPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, one line per call. */
final class RecordingLayerWriter implements LayerWriter {
  private final List<String> calls = new ArrayList<>();
  private final List<EntryMetadata> metadata = new ArrayList<>();

  List<String> calls() {
    return calls;
  }

  /** The metadata of the entry that was written last. */
  EntryMetadata lastMetadata() {
    return metadata.get(metadata.size() - 1);
  }

  @Override
  public boolean keepsOwners() {
    return false;
  }

  @Override
  public void directory(LayerPath path, EntryMetadata given) {
    metadata.add(given);
    calls.add("directory %s %o".formatted(path, given.mode()));
  }

  @Override
  public void file(LayerPath path, EntryMetadata given, long sizeBytes, InputStream content)
      throws IOException {
    metadata.add(given);
    calls.add("file %s %s".formatted(path, new String(content.readAllBytes(), ISO_8859_1)));
  }

  @Override
  public void symbolicLink(LayerPath path, EntryMetadata given, byte[] target) {
    metadata.add(given);
    calls.add("link %s -> %s".formatted(path, new String(target, ISO_8859_1)));
  }

  @Override
  public void hardLink(LayerPath path, LayerPath existing) {
    calls.add("hard %s = %s".formatted(path, existing));
  }

  @Override
  public void fifo(LayerPath path, EntryMetadata given) {
    metadata.add(given);
    calls.add("fifo " + path);
  }

  @Override
  public void whiteout(LayerPath path) {
    calls.add("whiteout " + path);
  }

  @Override
  public void opaque(LayerPath directory) {
    calls.add("opaque " + directory);
  }

  @Override
  public void remove(LayerPath path) {
    calls.add("remove " + path);
  }

  @Override
  public void finish() {
    calls.add("finish");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
