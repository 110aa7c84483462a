package dev.harness.images.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's skopeo, another client of registries; the machine need not have it. */
public final class Skopeo {
  /** Its rules about signatures are in /etc, where tests put nothing: {@code --insecure-policy}. */
  private static final DebianPackages PACKAGES =
      new DebianPackages(
          List.of("skopeo"),
          List.of("libc6", "dmsetup", "gnupg", "golang-github-containers-common"));

  private final Path directory;

  private Skopeo(Path directory) {
    this.directory = directory;
  }

  /** Puts it and its libraries into a directory. */
  public static Skopeo unpackInto(Path directory) {
    PACKAGES.unpackInto(directory);
    return new Skopeo(directory);
  }

  /** Runs it to its end, which must be a good one; returns what it wrote. */
  public String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve("usr/bin/skopeo").toString());
    command.add("--insecure-policy");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", DebianPackages.libraryPath(directory));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    return output;
  }
}
