package dev.harness.images.debian.deb;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A downloaded package.
 *
 * @param identity which one
 * @param file its {@code .deb}, with the content that the identity's hash says
 */
public record PackageFile(DebianPackage identity, Path file) {

  /**
   * Reads one file of the package into memory.
   *
   * @param path in the package, from the root, without a slash in front
   * @throws DebianException.UnpackFailed when the package cannot be read or has no such file
   */
  public byte[] read(String path) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    AtomicBoolean there = new AtomicBoolean();
    new DebArchive(this)
        .read(
            (entry, content) -> {
              if (entry.kind() == DebEntry.Kind.FILE && entry.path().equals(path)) {
                content.transferTo(found);
                there.set(true);
              }
            });
    if (!there.get()) {
      throw new DebianException.UnpackFailed(identity.name(), path + " is not in it");
    }
    return found.toByteArray();
  }
}
