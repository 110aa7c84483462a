package dev.harness.images.testing;

import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.apt.PackageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program from a Debian package that needs nothing else of it, such as a static binary: fetched
 * and unpacked without privileges.
 *
 * @param packageName for example {@code busybox-static}
 * @param path of the program in the package, for example {@code bin/busybox}
 */
public record DebianExecutable(String packageName, String path) {

  /**
   * Puts the program into a directory.
   *
   * @return where it is
   */
  public Path unpackInto(Path directory) {
    PackageSource source = new PackageSource(DebianCacheDirectory.path(), line -> {});
    PackageRequest alone = new PackageRequest(List.of(packageName), List.of(), List.of());
    var files =
        source.fetch(
            source.resolve(alone).stream()
                .filter(found -> found.name().equals(packageName))
                .toList());
    try {
      Files.createDirectories(directory);
      Path program = directory.resolve(Path.of(path).getFileName().toString());
      Files.write(program, files.get(0).read(path));
      if (!program.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + program + " executable");
      }
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + path + " of " + packageName, e);
    }
  }
}
