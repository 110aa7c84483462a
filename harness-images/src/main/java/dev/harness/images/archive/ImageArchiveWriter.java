package dev.harness.images.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writer of images as one archive that is both: an OCI image layout, and what every
 * {@code docker load} since version 1.10 reads by its {@code manifest.json}.
 */
public final class ImageArchiveWriter implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final LayoutTar tar;
  private final ArrayNode index = JSON.arrayNode();
  private final ArrayNode dockerManifest = JSON.arrayNode();

  /** Begins an archive; the stream is left open. */
  public ImageArchiveWriter(OutputStream out) throws IOException {
    tar = new LayoutTar(out);
    tar.version();
  }

  /** Gives the bytes of a layer; the caller closes the stream. */
  public interface Layers {
    /** Opens the layer that the manifest describes so. */
    InputStream open(Descriptor layer) throws IOException;
  }

  /**
   * Adds an image; layers that the archive has already are not asked for.
   *
   * @param manifest the manifest as it stands in {@code document}
   * @param names the names it is to have where it is loaded; may be empty
   */
  public void add(
      ImageManifest manifest,
      byte[] document,
      byte[] configuration,
      List<Reference> names,
      Layers layers)
      throws IOException {
    tar.blob(configuration);
    for (Descriptor layer : manifest.layers()) {
      tar.blob(layer.digest(), layer.sizeBytes(), () -> layers.open(layer));
    }
    tar.blob(document);
    addToIndex(document, names);
    addToDockerManifest(manifest, Digest.sha256(configuration), names);
  }

  /** One entry for each name, because an entry can have one only. */
  private void addToIndex(byte[] document, List<Reference> names) {
    if (names.isEmpty()) {
      indexEntry(document);
    }
    for (Reference name : names) {
      indexEntry(document)
          .putObject("annotations")
          .put(OciLayout.FULL_NAME, name.toString())
          .put(OciLayout.REF_NAME, name.tag().orElse(""));
    }
  }

  private ObjectNode indexEntry(byte[] document) {
    return index
        .addObject()
        .put("mediaType", ManifestDocument.label(document))
        .put("digest", Digest.sha256(document).toString())
        .put("size", document.length);
  }

  private void addToDockerManifest(
      ImageManifest manifest, Digest configuration, List<Reference> names) {
    ObjectNode image = dockerManifest.addObject();
    image.put("Config", LayoutTar.path(configuration));
    ArrayNode tags = image.putArray("RepoTags");
    names.forEach(name -> tags.add(name.familiar()));
    ArrayNode layers = image.putArray("Layers");
    manifest.layers().forEach(layer -> layers.add(LayoutTar.path(layer.digest())));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the lists of what was added, and the end of the archive. */
  @Override
  public void close() throws IOException {
    ObjectNode list = JSON.objectNode().put("schemaVersion", 2);
    list.put("mediaType", MediaType.OCI_INDEX.text()).set("manifests", index);
    tar.index(text(list.toString()));
    tar.file(DockerArchive.MANIFEST, text(dockerManifest.toString()));
    tar.close();
  }
}
