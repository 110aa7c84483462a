package dev.harness.acceptance;

import dev.harness.contract.DockerCli;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Containers of dockerd's that have the programs of this machine, read-only, and root's rights as
 * Docker gives them.
 *
 * @param client of the dockerd
 * @param options what the containers get
 * @param classPath of this test's JVM, there
 * @param testClasses the first of it
 */
record OuterMachine(DockerCli client, List<String> options, String classPath, String testClasses) {
  /** Where the containers have the command line. */
  static final String JAR = "/harness.jar";

  private static final String IMAGE = "outer";
  private static final List<String> SHARED =
      List.of("/usr", "/etc", "/opt", "/var/lib/apt", "/var/lib/dpkg", "/var/cache/apt");
  private static final List<String> LINKS = List.of("bin", "sbin", "lib", "lib64");

  /**
   * Makes their image.
   *
   * @param directory for its files
   * @param jar the command line
   */
  static OuterMachine like(Path directory, Path jar, DockerCli client) throws IOException {
    List<String> options = new ArrayList<>(readOnly(jar.toString(), JAR));
    for (String shared : SHARED) {
      options.addAll(readOnly(shared, shared));
    }
    for (String name : List.of("proc", "sys", "dev", "tmp", "root", "run", "var/tmp")) {
      Files.createDirectories(directory.resolve(name));
    }
    for (String name : LINKS) {
      Path link = Path.of("/", name);
      if (Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(directory.resolve(name), Files.readSymbolicLink(link));
      } else if (Files.exists(link)) {
        options.addAll(readOnly(link.toString(), link.toString()));
      }
    }
    Path archive = directory.resolveSibling("outer.tar");
    Ended packed =
        Ended.run(
            new ProcessBuilder("tar", "-C", directory.toString(), "-cf", archive.toString(), "."),
            directory);
    if (packed.exitCode() != 0) {
      throw new IOException("cannot pack " + directory + ": " + packed.errors());
    }
    client.succeed("import", archive.toString(), IMAGE);
    Path cache = Path.of(System.getProperty("user.home"), ".cache/harness/debian");
    options.add("--volume=" + cache + ":/root/.cache/harness/debian");
    List<String> there = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path here = Path.of(entry).toAbsolutePath();
      if (Files.exists(here)) {
        String place = "/class-path/" + there.size() + "-" + here.getFileName();
        options.addAll(readOnly(here.toString(), place));
        there.add(place);
      }
    }
    return new OuterMachine(client, options, String.join(":", there), there.get(0));
  }

  private static List<String> readOnly(String source, String target) {
    return Files.exists(Path.of(source))
        ? List.of("--volume=%s:%s:ro".formatted(source, target))
        : List.of();
  }

  /**
   * Runs a JVM in a container of its own to its end.
   *
   * @param more options of that container
   */
  Ended run(List<String> more, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    command.addAll(more);
    command.add("--env=PATH=" + System.getenv("PATH"));
    command.add("--env=HOME=/root");
    command.add("--workdir=/tmp");
    command.addAll(options);
    command.add(IMAGE);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(arguments));
    return client.run(command.toArray(String[]::new));
  }
}
