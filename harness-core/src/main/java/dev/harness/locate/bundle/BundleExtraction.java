package dev.harness.locate.bundle;

import dev.harness.digest.Sha256;
import dev.harness.locate.user.BundleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Copies the jar of a bundle to a directory, and the launchers out of the jar. */
final class BundleExtraction {
  private static final String LAUNCHERS = "dev/harness/engine/";
  private static final Pattern LAUNCHER = Pattern.compile("boot-[a-z0-9_]+-[a-z]+");
  private static final Pattern STEPS = Pattern.compile(LAUNCHER + "\\.steps");

  private final EngineBundle bundle;
  private final UnpackedEngine target;

  BundleExtraction(EngineBundle bundle, UnpackedEngine target) {
    this.bundle = bundle;
    this.target = target;
  }

  void run() throws IOException {
    copyJar();
    copyLaunchers();
    sync(target.directory());
  }

  private void copyJar() throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = bundle.open();
        OutputStream out = new DigestOutputStream(Files.newOutputStream(target.jar()), digest)) {
      in.transferTo(out);
    }
    String found = Sha256.hex(digest);
    if (!found.equals(bundle.sha256())) {
      throw new BundleException(
          "The engine's bundle "
              + bundle
              + " is damaged: its SHA-256 is "
              + found
              + ", expected "
              + bundle.sha256()
              + ". Delete it and let the build fetch it again.");
    }
    sync(target.jar());
  }

  private void copyLaunchers() throws IOException {
    try (ZipFile jar = new ZipFile(target.jar().toFile())) {
      Enumeration<? extends ZipEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().startsWith(LAUNCHERS)) {
          copyLauncher(jar, entry, entry.getName().substring(LAUNCHERS.length()));
        }
      }
    } catch (ZipException e) {
      throw new BundleException(
          "The engine's bundle " + bundle + " is no jar: " + e.getMessage() + ".", e);
    }
  }

  private void copyLauncher(ZipFile jar, ZipEntry entry, String name) throws IOException {
    boolean executable = LAUNCHER.matcher(name).matches();
    if (!executable && !STEPS.matcher(name).matches()) {
      return;
    }
    Path file = target.launcher(name);
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file);
    }
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
    sync(file);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
