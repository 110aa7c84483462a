package dev.harness.images.debian.deb;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A downloaded package.
 *
 * @param identity which one
 * @param file its {@code .deb}, with the content that the identity's hash says
 */
public record PackageFile(DebianPackage identity, Path file) {
  private static final int MOST_CONTROL_BYTES = 16 << 20;

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

  /**
   * Reads all that describes the package: {@code control}, {@code postinst} and others by name.
   *
   * @throws DebianException.UnpackFailed when the package cannot be read, or it is too much
   */
  Map<String, byte[]> control() {
    Map<String, byte[]> control = new TreeMap<>();
    new DebArchive(this)
        .readControl(
            (entry, content) -> {
              if (entry.sizeBytes() > MOST_CONTROL_BYTES) {
                throw new DebianException.UnpackFailed(
                    identity.name(), "its control data are too large: " + entry.path());
              }
              if (entry.kind() == DebEntry.Kind.FILE) {
                control.put(entry.path(), content.readAllBytes());
              }
            });
    return control;
  }
}
