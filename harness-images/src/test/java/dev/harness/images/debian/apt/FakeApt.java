package dev.harness.images.debian.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A script in the place of {@code apt-get} that knows the packages of one directory and writes down
 * how it is called.
 */
public final class FakeApt {
  private final Path directory;

  /** Creates the script; packages are put into {@code directory/pool}. */
  public FakeApt(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(pool());
    Files.createDirectories(directory.resolve("etc/apt"));
    Files.writeString(directory.resolve("etc/apt/sources.list"), "deb somewhere stable main\n");
    behave(
        """
        for word in "$@"; do
          case $word in
            update) exit 0 ;;
            install)
              for deb in POOL/*.deb; do
                echo "'file:$deb' $(basename "$deb") $(stat -c %s "$deb")" \
        "SHA256:$(sha256sum "$deb" | cut -d' ' -f1)"
              done
              exit 0 ;;
            download) cp POOL/*.deb . ; exit 0 ;;
            madison) cat VERSIONS ; exit 0 ;;
          esac
        done
        """);
  }

  /** Replaces what the script does after it has written down its arguments. */
  void behave(String script) throws IOException {
    Path program = program();
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$@\" >> LOG\nenv | sort > ENV\n"
            .concat(script)
            .replace("POOL", pool().toString())
            .replace("LOG", log().toString())
            .replace("VERSIONS", versions().toString())
            .replace("ENV", directory.resolve("environment").toString()));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
  }

  public Path pool() {
    return directory.resolve("pool");
  }

  /** Where {@code apt-cache madison} finds what it prints. */
  public Path versions() {
    return directory.resolve("versions");
  }

  Path program() {
    return directory.resolve("apt-get");
  }

  /** The machine that has this apt. */
  public Machine machine(Clock clock) {
    Map<String, String> environment = Map.of("https_proxy", "http://proxy:1", "SECRET", "x");
    return new Machine(
        program().toString(), program().toString(), directory.resolve("etc"), environment, clock);
  }

  /** What it was called for: {@code update}, {@code install}, {@code download}, {@code madison}. */
  public List<String> calls() throws IOException {
    if (!Files.exists(log())) {
      return List.of();
    }
    return Files.readString(log())
        .lines()
        .map(line -> line.replaceFirst(".* -qq (--print-uris )?", "").replaceFirst(" .*", ""))
        .toList();
  }

  /** What the last resolution was for: names, or {@code name=version}. */
  public String lastTargets() throws IOException {
    List<String> installs =
        Files.readAllLines(log()).stream().filter(line -> line.contains(" install ")).toList();
    return installs.get(installs.size() - 1).replaceFirst(".* install ", "");
  }

  /** The environment of the last call. */
  List<String> environment() throws IOException {
    return Files.readAllLines(directory.resolve("environment"));
  }

  private Path log() {
    return directory.resolve("calls");
  }
}
