package dev.harness.images.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Puts images from OCI layouts into a registry (P34, P35); enough of it to have some to pull. */
public final class RegistryPush {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient http = new OkHttpClient();
  private final HttpUrl repository;

  /** Pushes to one repository, such as {@code test/busybox}. */
  public RegistryPush(RegistryServer registry, String repository) {
    this.repository = HttpUrl.get(registry.url() + "/v2/" + repository + "/");
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
  public Digest manifest(String reference, MediaType type, byte[] document) throws IOException {
    HttpUrl url = repository.newBuilder().addPathSegments("manifests/" + reference).build();
    RequestBody body = RequestBody.create(document, okhttp3.MediaType.get(type.text()));
    try (Response response = send(new Request.Builder().url(url).put(body), 201)) {
      Digest digest = Digest.sha256(document);
      if (!digest.toString().equals(response.header("Docker-Content-Digest"))) {
        throw new IOException("the registry stored %s as something else".formatted(digest));
      }
      return digest;
    }
  }

  /** Pushes a blob that is in memory. */
  public Descriptor blob(String mediaType, byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    upload(digest, RequestBody.create(content, null));
    return new Descriptor(mediaType, digest, content.length);
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
      upload(digest, RequestBody.create(encoded.toFile(), null));
      return new Descriptor(encoding.mediaType(), digest, Files.size(encoded));
    } finally {
      Files.delete(encoded);
    }
  }

  private void upload(Digest digest, RequestBody content) throws IOException {
    HttpUrl blob = repository.newBuilder().addPathSegments("blobs/" + digest).build();
    try (Response present =
        http.newCall(new Request.Builder().url(blob).head().build()).execute()) {
      if (present.isSuccessful()) {
        return;
      }
    }
    HttpUrl uploads = repository.newBuilder().addPathSegments("blobs/uploads/").build();
    RequestBody empty = RequestBody.create(new byte[0], null);
    HttpUrl location;
    try (Response started = send(new Request.Builder().url(uploads).post(empty), 202)) {
      location = uploads.resolve(String.valueOf(started.header("Location")));
    }
    if (location == null) {
      throw new IOException("the registry does not say where to upload " + digest);
    }
    HttpUrl finish = location.newBuilder().addQueryParameter("digest", digest.toString()).build();
    send(new Request.Builder().url(finish).put(content), 201).close();
  }

  private Response send(Request.Builder builder, int expected) throws IOException {
    Request request = builder.build();
    Response response = http.newCall(request).execute();
    if (response.code() != expected) {
      try (response) {
        throw new IOException(
            "%s %s: %d %s"
                .formatted(
                    request.method(), request.url(), response.code(), response.body().string()));
      }
    }
    return response;
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
