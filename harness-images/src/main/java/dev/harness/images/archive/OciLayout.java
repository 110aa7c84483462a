package dev.harness.images.archive;

import dev.harness.images.json.JsonObject;
import dev.harness.images.manifest.ImageIndex;
import dev.harness.images.manifest.ImageManifest;
import dev.harness.images.manifest.ManifestDocument;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.images.reference.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An OCI image layout: {@code index.json} lists manifests, all else lies under its digest. */
final class OciLayout {
  static final String INDEX = "index.json";

  static final String VERSION_FILE = "oci-layout";
  static final String VERSION = "1.0.0";
  private static final int MAX_VERSION_BYTES = 4096;
  static final String FULL_NAME = "io.containerd.image.name";
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final SpooledTar tar;
  private final Platform platform;

  OciLayout(SpooledTar tar, Platform platform) {
    this.tar = tar;
    this.platform = platform;
  }

  List<ArchivedImage> images() {
    checkVersion();
    byte[] bytes = tar.read(INDEX, ManifestDocument.MAX_BYTES);
    if (!(ManifestDocument.parse(bytes, "") instanceof ImageIndex index)) {
      throw new ArchiveException.Invalid(INDEX + " in the archive is no list of images");
    }
    List<ArchivedImage> images = new ArrayList<>();
    for (ImageIndex.Entry entry : index.images()) {
      images.add(image(entry.descriptor(), names(entry.annotations())));
    }
    return images;
  }

  private void checkVersion() {
    String version =
        JsonObject.parse(tar.read(VERSION_FILE, MAX_VERSION_BYTES), VERSION_FILE)
            .requiredText("imageLayoutVersion");
    if (!version.equals(VERSION)) {
      throw new ArchiveException.Invalid(
          "the archive has version %s of the OCI image layout, known is %s"
              .formatted(version, VERSION));
    }
  }

  /** A full name, or one that may be only a tag and then names nothing. */
  private static List<Reference> names(Map<String, String> annotations) {
    String full = annotations.get(FULL_NAME);
    if (full != null) {
      return List.of(Reference.parse(full));
    }
    String name = annotations.getOrDefault(REF_NAME, "");
    boolean complete = name.indexOf('/') >= 0 || name.indexOf(':') >= 0;
    return complete ? List.of(Reference.parse(name)) : List.of();
  }

  private ArchivedImage image(Descriptor descriptor, List<Reference> names) {
    byte[] bytes = document(descriptor);
    ManifestDocument document = ManifestDocument.parse(bytes, descriptor.mediaType());
    if (document instanceof ImageIndex index) {
      bytes = document(index.choose(platform));
      document = ManifestDocument.parse(bytes, "");
    }
    if (!(document instanceof ImageManifest manifest)) {
      throw new ArchiveException.Invalid("the archive has lists of images inside of lists");
    }
    List<ArchivedLayer> layers = manifest.layers().stream().map(this::layer).toList();
    return new ArchivedImage(document(manifest.config()), bytes, layers, names);
  }

  static String path(Digest digest) {
    return "blobs/" + digest.algorithm().text() + "/" + digest.hex();
  }

  private byte[] document(Descriptor descriptor) {
    if (descriptor.sizeBytes() > ManifestDocument.MAX_BYTES) {
      throw new ArchiveException.Invalid(
          "%s in the archive has more than %d bytes"
              .formatted(descriptor.digest(), ManifestDocument.MAX_BYTES));
    }
    try (InputStream content = verified(descriptor)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new ArchiveException.Invalid("the archive is damaged: " + e.getMessage(), e);
    }
  }

  private InputStream verified(Descriptor descriptor) {
    return blob(tar, descriptor);
  }

  static InputStream blob(SpooledTar tar, Descriptor descriptor) {
    return new VerifiedInputStream(tar.open(path(descriptor.digest())), descriptor);
  }

  private ArchivedLayer layer(Descriptor descriptor) {
    // A layer that is missing is known before the others are unpacked.
    long size = tar.sizeBytes(path(descriptor.digest()));
    return new ArchivedLayer() {
      @Override
      public InputStream open() {
        return verified(descriptor);
      }

      @Override
      public long sizeBytes() {
        return size;
      }
    };
  }
}
