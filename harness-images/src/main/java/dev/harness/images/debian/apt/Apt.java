package dev.harness.images.debian.apt;

import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The machine's own {@code apt-get} on private directories, so that it needs no privileges.
 *
 * <p>Package sources, keys and pins are the machine's; lists and the set of installed packages are
 * ours (D1). Whoever calls holds the cache's lock.
 */
final class Apt {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Set<String> PASSED_ON =
      Set.of(
          "apt_config",
          "home",
          "tmpdir",
          "http_proxy",
          "https_proxy",
          "ftp_proxy",
          "all_proxy",
          "no_proxy");

  private final String program;
  private final String queryProgram;
  private final Path directory;
  private final ChildProcess child;

  /**
   * Prepares the directories.
   *
   * @param machine says which programs and variables: the child gets the proxies and little else
   * @param directory holds everything private
   */
  Apt(Machine machine, Path directory) throws IOException {
    this.program = machine.aptProgram();
    this.queryProgram = machine.queryProgram();
    this.directory = directory;
    for (String part : List.of("state/lists/partial", "cache/archives/partial")) {
      Files.createDirectories(directory.resolve(part));
    }
    try (InputStream changes = Apt.class.getResourceAsStream("apt.conf")) {
      if (changes == null) {
        throw new IllegalStateException("apt.conf is not in the jar");
      }
      Files.copy(changes, directory.resolve("apt.conf"), StandardCopyOption.REPLACE_EXISTING);
    }
    this.child = new ChildProcess(childEnvironment(machine.environment()), directory, LIMIT);
  }

  /** Fetches the lists of all package sources. */
  void update() {
    run("read the package lists", directory, List.of("update"));
  }

  /** The versions of a package in the lists, the newest first. */
  List<String> versions(String name) {
    String printed =
        run(queryProgram, "list the versions of " + name, directory, List.of("madison", name));
    return printed
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(columns -> columns.length > 1)
        .map(columns -> columns[1].strip())
        .distinct()
        .toList();
  }

  /** The packages that an installation would fetch, with nothing but the assumed ones there. */
  List<DebianPackage> closure(PackageRequest request) {
    writeStatus(request.assumed());
    List<String> arguments = new ArrayList<>(List.of("--print-uris", "install"));
    arguments.addAll(request.targets());
    String printed = run("resolve " + String.join(" ", request.targets()), directory, arguments);
    try {
      return printed.lines().map(DebianPackage::fromPrintedUri).toList();
    } catch (IllegalArgumentException e) {
      throw new DebianException.SourceFailed(
          "read what apt resolved", String.valueOf(e.getMessage()), e);
    }
  }

  /** Downloads the files of exactly these packages; apt checks signatures and hashes. */
  void download(Collection<DebianPackage> packages, Path into) {
    List<String> arguments = new ArrayList<>(List.of("download"));
    packages.forEach(wanted -> arguments.add(wanted.name() + "=" + wanted.version()));
    run("download %d packages".formatted(packages.size()), into, arguments);
  }

  private String run(String attempt, Path where, List<String> arguments) {
    return run(program, attempt, where, arguments);
  }

  private String run(String tool, String attempt, Path where, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool,
                "--config-file=" + directory.resolve("apt.conf"),
                "--option=Dir::State=" + directory.resolve("state"),
                "--option=Dir::State::status=" + directory.resolve("status"),
                "--option=Dir::Cache=" + directory.resolve("cache"),
                "-qq"));
    command.addAll(arguments);
    ChildProcess.Result result;
    try {
      writeStatusIfMissing();
      result = child.run(where, command);
    } catch (IOException e) {
      throw notRun(tool, attempt, e);
    }
    if (result.status() != 0) {
      throw refused(attempt, AptErrors.in(result.errors()));
    }
    return result.output();
  }

  private static DebianException notRun(String tool, String attempt, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    // What the JDK's process launcher says about a program that is not there.
    return message.startsWith("Cannot run program")
        ? new DebianException.NoPackageTool(tool, cause)
        : new DebianException.SourceFailed(attempt, message, cause);
  }

  private static DebianException refused(String attempt, AptErrors errors) {
    return errors.unknownPackage()
        ? new DebianException.UnknownPackage(errors.text())
        : new DebianException.SourceFailed(attempt, "apt says: " + errors.text());
  }

  private void writeStatusIfMissing() throws IOException {
    if (!Files.exists(directory.resolve("status"))) {
      Files.writeString(directory.resolve("status"), "");
    }
  }

  /**
   * Writes dpkg's database of installed packages: the assumed ones, in a version above all others,
   * and good for dependencies on any architecture, as on {@code perl:any}.
   */
  private void writeStatus(List<String> assumed) {
    StringBuilder status = new StringBuilder();
    for (String name : assumed) {
      status.append(
          """
          Package: %s
          Status: install ok installed
          Architecture: all
          Multi-Arch: allowed
          Version: 999:0
          Maintainer: none
          Description: counts as installed

          """
              .formatted(name));
    }
    try {
      Files.writeString(directory.resolve("status"), status);
    } catch (IOException e) {
      throw DebianCache.failure("write " + directory.resolve("status"), e);
    }
  }

  private static Map<String, String> childEnvironment(Map<String, String> ours) {
    Map<String, String> child = new HashMap<>();
    ours.forEach(
        (name, value) -> {
          if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            child.put(name, value);
          }
        });
    child.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    child.put("LC_ALL", "C");
    return child;
  }
}
