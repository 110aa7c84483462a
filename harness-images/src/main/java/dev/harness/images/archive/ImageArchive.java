package dev.harness.images.archive;

import dev.harness.images.json.JsonException;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.InvalidReferenceException;
import dev.harness.images.reference.Platform;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A tar archive of images: what {@code docker save} writes (P39), or an OCI image layout (P40);
 * compressed or not.
 */
public final class ImageArchive implements AutoCloseable {
  private final SpooledTar tar;

  private ImageArchive(SpooledTar tar) {
    this.tar = tar;
  }

  /**
   * Receives an archive.
   *
   * @param source the archive; it is read to its end and closed
   * @param temporaryFile where it is kept until this object is closed
   * @throws ArchiveException when it is damaged or cannot be written
   */
  public static ImageArchive receive(InputStream source, Path temporaryFile, LayerLimits limits) {
    return new ImageArchive(SpooledTar.of(source, temporaryFile, limits));
  }

  /**
   * Opens an archive that is on disk, not compressed, and is not changed meanwhile; it stays there.
   *
   * @throws ArchiveException when it is damaged or cannot be read
   */
  public static ImageArchive open(Path plainTar, LayerLimits limits) {
    return new ImageArchive(SpooledTar.at(plainTar, limits));
  }

  /**
   * The images in the archive.
   *
   * @param platform what to choose where an image comes for several platforms
   * @throws ArchiveException when the archive does not describe its content properly
   */
  public List<ArchivedImage> images(Platform platform) {
    try {
      // An archive that is both (P39) says more as a layout: the manifest, by its digest.
      if (tar.has(OciLayout.INDEX)) {
        return new OciLayout(tar, platform).images();
      }
      if (tar.has(DockerArchive.MANIFEST)) {
        return new DockerArchive(tar).images();
      }
    } catch (JsonException | InvalidReferenceException | LayerException e) {
      throw new ArchiveException.Invalid("the archive is damaged: " + e.getMessage(), e);
    }
    throw new ArchiveException.Invalid(
        "the archive holds no images: it has neither %s nor %s"
            .formatted(DockerArchive.MANIFEST, OciLayout.INDEX));
  }

  /** Whether there is a blob of an OCI image layout; what it holds shows when it is read. */
  public boolean has(Descriptor blob) {
    return tar.has(OciLayout.path(blob.digest()));
  }

  /**
   * Opens a blob of an OCI image layout; it fails instead of ending when it is not the described.
   *
   * @throws ArchiveException when there is none
   */
  public InputStream blob(Descriptor blob) {
    return OciLayout.blob(tar, blob);
  }

  /** Deletes the temporary file, if there is one. */
  @Override
  public void close() {
    tar.close();
  }
}
