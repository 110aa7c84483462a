package dev.harness.images.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.apt.PackageSource;
import dev.harness.images.debian.deb.PackageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs of Debian that need libraries and modules beside them: fetched and unpacked without
 * privileges, installed nowhere. What else they depend on, the machine must have.
 *
 * @param names of the packages that are unpacked
 */
public record DebianPackages(List<String> names) {

  /** Puts all files of the packages below a directory, where they would be below the root. */
  public void unpackInto(Path directory) {
    PackageSource source = new PackageSource(DebianCacheDirectory.path(), line -> {});
    List<PackageFile> files =
        source.fetch(
            source.resolve(new PackageRequest(names, List.of(), List.of())).stream()
                .filter(found -> names.contains(found.name()))
                .toList());
    try {
      Files.createDirectories(directory);
      for (PackageFile file : files) {
        unpack(file, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + names + " into " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while unpacking " + names, e);
    }
  }

  private static void unpack(PackageFile file, Path directory)
      throws IOException, InterruptedException {
    Process dpkg =
        new ProcessBuilder("dpkg-deb", "--extract", file.file().toString(), directory.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(dpkg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(dpkg.waitFor()).as(said).isZero();
  }
}
