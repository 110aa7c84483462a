package dev.harness.images.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small image, put together from the archives of its layers. */
public final class ImageFixture {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final List<Digest> layers = new ArrayList<>();
  private final List<Digest> diffIds = new ArrayList<>();
  private LayerEncoding encoding = LayerEncoding.GZIP;
  private String architecture = "amd64";
  private String command = "[\"sh\"]";

  public ImageFixture architecture(String name) {
    architecture = name;
    return this;
  }

  /** Leaves it to those who run the image what to run. */
  public ImageFixture withoutCommand() {
    command = "null";
    return this;
  }

  /** How its layers are sent; gzip unless said before they are added. */
  public ImageFixture encoding(LayerEncoding how) {
    encoding = how;
    return this;
  }

  /** Adds a layer on top, in the image's encoding. */
  public ImageFixture layer(byte[] archive) {
    return layer(archive, encoding.encode(archive));
  }

  /** Adds a layer on top: its plain archive, and how that is sent. */
  public ImageFixture layer(byte[] archive, byte[] blob) {
    layers.add(Digest.sha256(blob));
    diffIds.add(Digest.sha256(archive));
    blobs.put(Digest.sha256(blob), blob);
    return this;
  }

  /** Adds a layer that announces another content than it has. */
  public ImageFixture falseLayer(Digest diffId, byte[] blob) {
    layer(blob, blob);
    diffIds.set(diffIds.size() - 1, diffId);
    return this;
  }

  public byte[] config() {
    return ("{\"os\":\"linux\",\"architecture\":\"%s\",\"config\":{\"Cmd\":%s},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}")
        .formatted(
            architecture,
            command,
            diffIds.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")))
        .getBytes(UTF_8);
  }

  public Digest id() {
    return Digest.sha256(config());
  }

  public byte[] manifest() {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(
            MANIFEST,
            descriptor(CONFIG, config(), ""),
            layers.stream()
                .map(
                    digest ->
                        descriptor(
                            encoding.mediaType(), blobs.getOrDefault(digest, new byte[0]), ""))
                .collect(Collectors.joining(",")))
        .getBytes(UTF_8);
  }

  /** Everything that lies under its digest: layers, configuration, manifest. */
  public Map<Digest, byte[]> blobs() {
    Map<Digest, byte[]> all = new LinkedHashMap<>(blobs);
    all.put(id(), config());
    all.put(Digest.sha256(manifest()), manifest());
    return all;
  }

  /** Puts it into a registry. */
  public void push(RegistryPush push, String tag) {
    blobs.values().forEach(blob -> push.blob(encoding.mediaType(), blob));
    push.blob(CONFIG, config());
    push.manifest(tag, MediaType.OCI_MANIFEST, manifest());
  }

  /** An entry for a list of images. */
  public String entry(String more) {
    return descriptor(
        MANIFEST,
        manifest(),
        ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}" + more);
  }

  public static byte[] index(String... entries) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(INDEX, String.join(",", entries))
        .getBytes(UTF_8);
  }

  private static String descriptor(String type, byte[] content, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(type, Digest.sha256(content), content.length, more);
  }
}
