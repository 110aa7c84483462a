package dev.harness.images.debian;

import dev.harness.images.debian.apt.DebianCache;
import dev.harness.images.debian.apt.Machine;
import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.debian.deb.PackageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's package sources with one package more, which is made by hand. */
public final class ExtendedSources {
  private final Path directory;
  private final Path cache;

  /**
   * Writes the package, and a program in the place of {@code apt-get} that knows it beside all that
   * the machine's apt knows.
   *
   * @param name the name of the package
   * @param cache where packages and images are kept
   */
  public ExtendedSources(Path directory, Path cache, String name, DebFile deb) throws IOException {
    this.directory = directory;
    this.cache = cache;
    PackageFile file = deb.writeTo(Files.createDirectories(directory.resolve("pool")));
    Files.writeString(
        program(),
        """
        #!/bin/sh
        for word do
          shift
          case $word in
            NAME | NAME=*) asked=yes ;;
            *) set -- "$@" "$word"; last=$word ;;
          esac
          [ "$word" = download ] && download=yes
        done
        if [ "$download" ] && [ "$asked" ]; then
          cp FILE .
          [ "$last" = download ] && exit 0
        fi
        apt-get "$@" || exit
        [ "$download" ] || [ -z "$asked" ] || echo "'file:FILE' BASE SIZE SHA256:SUM"
        """
            .replace("NAME", name)
            .replace("FILE", file.file().toString())
            .replace("BASE", String.valueOf(file.file().getFileName()))
            .replace("SIZE", Long.toString(file.identity().sizeBytes()))
            .replace("SUM", file.identity().digest().hex()));
    if (!program().toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program() + " executable");
    }
  }

  private Path program() {
    return directory.resolve("apt-get");
  }

  /** Makes images of these packages. */
  public DebianImages images() {
    Machine real = Machine.current();
    return new DebianImages(
        new DebianCache(cache),
        new Machine(
            program().toString(),
            real.queryProgram(),
            real.etc(),
            real.environment(),
            real.clock()));
  }
}
