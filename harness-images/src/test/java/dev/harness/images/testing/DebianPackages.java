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
 * Programs of Debian with the libraries that they need: fetched and unpacked without privileges,
 * installed nowhere.
 *
 * @param names of the packages
 * @param assumed packages that the machine has, or that are not needed; with them goes what only
 *     they depend on
 */
public record DebianPackages(List<String> names, List<String> assumed) {
  private static final String TRIPLET =
      System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";

  /** Where packages have their libraries. */
  public static final String LIBRARIES = "usr/lib/" + TRIPLET;

  /** Where some have them still. */
  public static final String OLD_LIBRARIES = "lib/" + TRIPLET;

  /** Puts all files of the packages below a directory, where they would be below the root. */
  public void unpackInto(Path directory) {
    PackageSource source = new PackageSource(DebianCacheDirectory.path(), line -> {});
    List<PackageFile> files =
        source.fetch(source.resolve(new PackageRequest(names, assumed, List.of())));
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

  /** The path of libraries by which programs below {@code directory} find theirs. */
  public static String libraryPath(Path directory) {
    return directory.resolve(LIBRARIES) + ":" + directory.resolve(OLD_LIBRARIES);
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
