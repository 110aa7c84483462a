package dev.harness.images.archive;

import dev.harness.images.json.JsonObject;
import dev.harness.images.manifest.ConfigDocument;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docker save} writes: {@code manifest.json} names configurations and layers. */
final class DockerArchive {
  static final String MANIFEST = "manifest.json";

  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final Pattern HEX = Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.json)?");

  private final SpooledTar tar;

  DockerArchive(SpooledTar tar) {
    this.tar = tar;
  }

  List<ArchivedImage> images() {
    return JsonObject.parseArray(tar.read(MANIFEST, MAX_MANIFEST_BYTES), MANIFEST).stream()
        .map(this::image)
        .toList();
  }

  private ArchivedImage image(JsonObject json) {
    String configName = json.requiredText("Config");
    byte[] config = tar.read(configName, ConfigDocument.MAX_BYTES);
    checkName(configName, config);
    List<ArchivedLayer> layers = json.texts("Layers").stream().map(this::layer).toList();
    List<Reference> names = json.texts("RepoTags").stream().map(Reference::parse).toList();
    return new ArchivedImage(config, null, layers, names);
  }

  /** The configuration's file is named after its digest. */
  private static void checkName(String name, byte[] config) {
    Matcher matcher = HEX.matcher(name);
    String actual = Digest.sha256(config).hex();
    if (matcher.matches() && !matcher.group(1).equals(actual)) {
      throw new ArchiveException.Invalid(
          "the configuration %s in the archive has the digest sha256:%s".formatted(name, actual));
    }
  }

  private ArchivedLayer layer(String name) {
    long size = tar.sizeBytes(name);
    return new ArchivedLayer() {
      @Override
      public InputStream open() {
        return tar.open(name);
      }

      @Override
      public long sizeBytes() {
        return size;
      }
    };
  }
}
