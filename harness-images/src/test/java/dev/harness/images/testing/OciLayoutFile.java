package dev.harness.images.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An image in a tar with an OCI image layout, opened for reading. */
public final class OciLayoutFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TarFile tar;
  private final JsonNode index;

  /** Opens the file. */
  public OciLayoutFile(Path file) throws IOException {
    this.tar = new TarFile(file);
    this.index = JSON.readTree(bytes("index.json"));
  }

  /** The digest of the manifest. */
  public Digest manifestDigest() {
    return Digest.parse(index.at("/manifests/0/digest").asText());
  }

  /** The manifest of the only image in it. */
  public JsonNode manifest() throws IOException {
    return JSON.readTree(blob(manifestDigest()));
  }

  /** The image's config, as it is written. */
  public byte[] config() throws IOException {
    return blob(Digest.parse(manifest().at("/config/digest").asText()));
  }

  /** The layers' digests, the lowest first. */
  public List<Digest> layers() throws IOException {
    List<Digest> digests = new ArrayList<>();
    manifest().path("layers").forEach(it -> digests.add(Digest.parse(it.path("digest").asText())));
    return digests;
  }

  /** All bytes of a blob. */
  public byte[] blob(Digest digest) throws IOException {
    return bytes(path(digest));
  }

  /** A blob's content, to be closed. */
  public InputStream open(Digest digest) throws IOException {
    return tar.getInputStream(entry(path(digest)));
  }

  /** The names of all files in the tar, in their order. */
  public List<String> names() {
    return tar.getEntries().stream().map(TarArchiveEntry::getName).toList();
  }

  private byte[] bytes(String name) throws IOException {
    try (InputStream in = tar.getInputStream(entry(name))) {
      return in.readAllBytes();
    }
  }

  private TarArchiveEntry entry(String name) throws IOException {
    return tar.getEntries().stream()
        .filter(entry -> entry.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException(name + " is not in the layout"));
  }

  private static String path(Digest digest) {
    return "blobs/" + digest.algorithm().text() + "/" + digest.hex();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
