package dev.harness.images.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemotePush;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts images from OCI layouts into a registry, in encodings and lists of the test's choice. */
public final class RegistryPush {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reference repository;
  private final Credentials credentials;

  /** Pushes to one repository, such as {@code test/busybox}. */
  public RegistryPush(RegistryServer registry, String repository) {
    this(registry, repository, Credentials.none());
  }

  /** Pushes to one repository as somebody. */
  public RegistryPush(RegistryServer registry, String repository, Credentials credentials) {
    this.repository = Reference.parse(registry.host() + "/" + repository);
    this.credentials = credentials;
  }

  private <T> T ask(Function<RemotePush, T> question) {
    try (RegistryClient client = new RegistryClient(RegistrySettings.none())) {
      return question.apply(client.repository(repository, credentials).push(List.of()));
    }
  }

  /**
   * Pushes an image under a tag.
   *
   * @return the manifest's digest
   */
  public Digest image(OciLayoutFile image, LayerEncoding encoding, String tag) throws IOException {
    ObjectNode manifest = blobs(image, encoding, image.config());
    return manifest(tag, MediaType.OCI_MANIFEST, JSON.writeValueAsBytes(manifest));
  }

  /**
   * Pushes a small image under a tag, as false as it may be.
   *
   * @return the manifest's digest
   */
  public Digest fixture(ImageFixture image, String tag) throws IOException {
    for (byte[] blob : image.blobs().values()) {
      Descriptor unused = blob(MediaType.OCI_CONFIG.text(), blob);
    }
    return manifest(tag, MediaType.OCI_MANIFEST, image.manifest());
  }

  /**
   * Pushes a list with the image once for each platform: same layers, but a config that names the
   * platform.
   *
   * @param type of the list, OCI's or Docker's
   * @return the list's digest
   */
  public Digest index(
      OciLayoutFile image,
      LayerEncoding encoding,
      List<Platform> platforms,
      MediaType type,
      String tag)
      throws IOException {
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", type.text());
    ArrayNode manifests = index.putArray("manifests");
    for (Platform platform : platforms) {
      byte[] config = configFor(image, platform);
      byte[] manifest = JSON.writeValueAsBytes(blobs(image, encoding, config));
      Digest digest = Digest.sha256(manifest);
      manifest(digest.toString(), MediaType.OCI_MANIFEST, manifest);
      ObjectNode entry =
          descriptor(new Descriptor(MediaType.OCI_MANIFEST.text(), digest, manifest.length));
      entry.putObject("platform").setAll(platformNode(platform));
      manifests.add(entry);
    }
    return manifest(tag, type, JSON.writeValueAsBytes(index));
  }

  /**
   * Pushes a document as it is, well-formed or not.
   *
   * @param reference a tag, or the document's digest
   * @return its digest
   */
  public Digest manifest(String reference, MediaType type, byte[] document) {
    return ask(push -> push.manifest(Optional.of(reference), type.text(), document));
  }

  /** Pushes a blob that is in memory. */
  public Descriptor blob(String mediaType, byte[] content) {
    Descriptor blob = new Descriptor(mediaType, Digest.sha256(content), content.length);
    ask(push -> push.blob(blob, () -> new ByteArrayInputStream(content), sent -> {}));
    return blob;
  }

  private ObjectNode blobs(OciLayoutFile image, LayerEncoding encoding, byte[] config)
      throws IOException {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MediaType.OCI_MANIFEST.text());
    manifest.set("config", descriptor(blob(MediaType.OCI_CONFIG.text(), config)));
    ArrayNode layers = manifest.putArray("layers");
    for (Digest layer : image.layers()) {
      layers.add(descriptor(layer(image, layer, encoding)));
    }
    return manifest;
  }

  private Descriptor layer(OciLayoutFile image, Digest layer, LayerEncoding encoding)
      throws IOException {
    Path encoded = Files.createTempFile("layer", "");
    try {
      MessageDigest sha256 = DigestAlgorithm.SHA256.newHash();
      try (InputStream in = image.open(layer);
          OutputStream file = new DigestOutputStream(Files.newOutputStream(encoded), sha256);
          OutputStream out = encoding.over(file)) {
        in.transferTo(out);
      }
      Digest digest = Digest.of(DigestAlgorithm.SHA256, sha256);
      Descriptor blob = new Descriptor(encoding.mediaType(), digest, Files.size(encoded));
      ask(push -> push.blob(blob, () -> Files.newInputStream(encoded), sent -> {}));
      return blob;
    } finally {
      Files.delete(encoded);
    }
  }

  private static byte[] configFor(OciLayoutFile image, Platform platform) throws IOException {
    ObjectNode config = (ObjectNode) JSON.readTree(image.config());
    config.setAll(platformNode(platform));
    return JSON.writeValueAsBytes(config);
  }

  private static ObjectNode platformNode(Platform platform) {
    ObjectNode node = JSON.createObjectNode();
    node.put("architecture", platform.architecture()).put("os", platform.os());
    if (!platform.variant().isEmpty()) {
      node.put("variant", platform.variant());
    }
    return node;
  }

  private static ObjectNode descriptor(Descriptor content) {
    return JSON.createObjectNode()
        .put("mediaType", content.mediaType())
        .put("digest", content.digest().toString())
        .put("size", content.sizeBytes());
  }
}
