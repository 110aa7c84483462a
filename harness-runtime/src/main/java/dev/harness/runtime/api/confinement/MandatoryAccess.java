package dev.harness.runtime.api.confinement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which systems of mandatory access control the kernel enforces. Where there is none, options about
 * it mean nothing, and are taken as Docker takes them.
 */
final class MandatoryAccess {
  private static final Path APP_ARMOR = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

  private MandatoryAccess() {}

  static boolean hasAppArmor() {
    try {
      return Files.readString(APP_ARMOR).startsWith("Y");
    } catch (IOException absent) {
      return false;
    }
  }

  static boolean hasSelinux() {
    return Files.exists(SELINUX);
  }
}
